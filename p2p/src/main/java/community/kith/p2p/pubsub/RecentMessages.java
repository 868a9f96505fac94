package community.kith.p2p.pubsub;

import community.kith.base.name.PeerId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The messages of the last beats, for peers that missed them; bounded in bytes, the oldest go first.
final class RecentMessages {
    private static final int WINDOWS = 5;
    private static final int TOLD_WINDOWS = 3;
    private static final long MAX_BYTES = 32L << 20;
    private static final int MAX_SENT_AGAIN = 3;

    private final SequencedMap<MessageId, Kept> kept = new LinkedHashMap<>();
    private final Deque<List<MessageId>> windows = new ArrayDeque<>();
    private long bytes;

    RecentMessages() {
        windows.addFirst(new ArrayList<>());
    }

    private record Kept(Message message, Map<PeerId, Integer> sent) {}

    void put(Message message) {
        if (kept.putIfAbsent(message.id(), new Kept(message, new HashMap<>())) != null) {
            return;
        }
        windows.getFirst().add(message.id());
        bytes += message.sizeBytes();
        while (bytes > MAX_BYTES) {
            bytes -= kept.pollFirstEntry().getValue().message().sizeBytes();
        }
    }

    /// A message that a peer asks for; not when it had it several times.
    Optional<Message> askedFor(MessageId id, PeerId by) {
        return Optional.ofNullable(kept.get(id))
                .filter(found -> found.sent().merge(by, 1, Integer::sum) <= MAX_SENT_AGAIN)
                .map(Kept::message);
    }

    /// What others are told there is, of one topic.
    List<MessageId> ids(String topic) {
        List<MessageId> ids = new ArrayList<>();
        windows.stream().limit(TOLD_WINDOWS).forEach(window -> {
            for (MessageId id : window) {
                Kept found = kept.get(id);
                if (found != null && found.message().topic().equals(topic)) {
                    ids.add(id);
                }
            }
        });
        return ids;
    }

    /// A beat is over.
    void shift() {
        windows.addFirst(new ArrayList<>());
        if (windows.size() > WINDOWS) {
            for (MessageId id : windows.removeLast()) {
                Kept gone = kept.remove(id);
                bytes -= gone == null ? 0 : gone.message().sizeBytes();
            }
        }
    }
}
