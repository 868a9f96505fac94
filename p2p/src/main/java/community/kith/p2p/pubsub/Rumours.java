package community.kith.p2p.pubsub;

import community.kith.base.name.PeerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What reaches beyond the mesh: telling others which messages there are, asking for those we miss, giving those asked
/// for.
final class Rumours {
    private static final int MAX_ANNOUNCEMENTS = 10;
    private static final int MAX_IDS = 5000;
    private static final double SHARE_TOLD = 0.25;

    private final GossipOptions options;
    private final Circle circle;
    private final Outbox outbox;
    private final SeenMessages seen;
    private final RecentMessages recent;
    private final Promises promises = new Promises();

    Rumours(GossipOptions options, Circle circle, Outbox outbox, SeenMessages seen, RecentMessages recent) {
        this.options = options;
        this.circle = circle;
        this.outbox = outbox;
        this.seen = seen;
        this.recent = recent;
    }

    /// A peer has messages. Of what it names, one drawn by lot must come, or it was idle talk.
    void heard(Instant now, PeerId from, Neighbour neighbour, Rpc.Have have) {
        int left = MAX_IDS - neighbour.asked();
        if (neighbour.announced() > MAX_ANNOUNCEMENTS || left <= 0) {
            return;
        }
        Map<MessageId, byte[]> missing = new LinkedHashMap<>();
        for (byte[] written : have.ids()) {
            if (MessageId.form(written) == MessageId.Form.KEY) {
                neighbour.writes(MessageId.Form.KEY);
            }
            MessageId id = MessageId.of(written);
            if (!seen.contains(id)) {
                missing.put(id, written);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        List<MessageId> wanted = circle.shuffled(List.copyOf(missing.keySet()));
        wanted = wanted.subList(0, Math.min(left, wanted.size()));
        neighbour.ask(wanted.size());
        outbox.want(from, wanted.stream().map(missing::get).toList());
        promises.expect(wanted.getFirst(), from, now.plus(options.timing().promise()));
    }

    /// A peer asks for messages.
    void asked(PeerId by, List<byte[]> ids) {
        for (byte[] written : ids) {
            recent.askedFor(MessageId.of(written), by).ifPresent(message -> outbox.message(by, message));
        }
    }

    void came(MessageId id) {
        promises.kept(id);
    }

    void left(PeerId peer) {
        promises.left(peer);
    }

    Map<PeerId, Integer> broken(Instant now) {
        return promises.broken(now);
    }

    /// Tells followers outside the mesh what there is.
    void spread(String topic, Collection<PeerId> mesh) {
        List<MessageId> ids = recent.ids(topic);
        if (ids.isEmpty()) {
            return;
        }
        List<PeerId> others = circle.followers(
                topic, options.scoring().thresholds().gossip(), (peer, neighbour) -> !mesh.contains(peer));
        int told = Math.max(options.degrees().lazy(), (int) (others.size() * SHARE_TOLD));
        for (PeerId peer : others.subList(0, Math.min(told, others.size()))) {
            List<MessageId> chosen = ids.size() > MAX_IDS ? circle.shuffled(ids).subList(0, MAX_IDS) : ids;
            outbox.have(peer, topic, written(chosen, peer));
        }
    }

    private List<byte[]> written(List<MessageId> ids, PeerId to) {
        MessageId.Form form = circle.find(to).map(Neighbour::form).orElse(MessageId.Form.AUTHOR);
        List<byte[]> written = new ArrayList<>(ids.size());
        ids.forEach(id -> written.add(id.written(form)));
        return written;
    }
}
