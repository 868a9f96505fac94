package community.kith.p2p.pubsub;

import community.kith.base.name.PeerId;
import community.kith.p2p.pubsub.Rpc.Control;
import community.kith.p2p.pubsub.Rpc.Have;
import community.kith.p2p.pubsub.Rpc.Prune;
import community.kith.p2p.pubsub.Rpc.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one step wants done, in order; what a peer is told about the mesh goes out together.
final class Outbox {
    private final List<Effect> effects = new ArrayList<>();
    private final Map<PeerId, Draft> drafts = new LinkedHashMap<>();

    /// Control messages for one peer.
    private static final class Draft {
        private final List<Have> have = new ArrayList<>();
        private final List<byte[]> want = new ArrayList<>();
        private final List<String> graft = new ArrayList<>();
        private final List<Prune> prune = new ArrayList<>();
    }

    void add(Effect effect) {
        effects.add(effect);
    }

    void subscriptions(PeerId to, List<Subscription> subscriptions) {
        effects.add(new Effect.Send(to, Rpc.of(subscriptions)));
    }

    void message(PeerId to, Message message) {
        effects.add(new Effect.Send(to, Rpc.of(message)));
    }

    void graft(PeerId to, String topic) {
        draft(to).graft.add(topic);
    }

    void prune(PeerId to, String topic, Duration backoff) {
        draft(to).prune.add(new Prune(topic, Optional.of(backoff)));
    }

    void have(PeerId to, String topic, List<byte[]> ids) {
        draft(to).have.add(new Have(topic, ids));
    }

    void want(PeerId to, List<byte[]> ids) {
        draft(to).want.addAll(ids);
    }

    private Draft draft(PeerId to) {
        return drafts.computeIfAbsent(to, peer -> new Draft());
    }

    List<Effect> take() {
        List<Effect> all = new ArrayList<>(effects);
        drafts.forEach((to, draft) ->
                all.add(new Effect.Send(to, Rpc.of(new Control(draft.have, draft.want, draft.graft, draft.prune)))));
        effects.clear();
        drafts.clear();
        return all;
    }
}
