package community.kith.p2p.pubsub;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What one peer tells another in one go.
///
/// @param publish messages, each as it was written: whether they can be read is found out one by one
record Rpc(List<Subscription> subscriptions, List<byte[]> publish, Control control) {
    static final Rpc EMPTY = new Rpc(List.of(), List.of(), Control.NONE);

    Rpc {
        subscriptions = List.copyOf(subscriptions);
        publish = List.copyOf(publish);
    }

    static Rpc of(List<Subscription> subscriptions) {
        return new Rpc(subscriptions, List.of(), Control.NONE);
    }

    static Rpc of(Message message) {
        return new Rpc(List.of(), List.of(message.written()), Control.NONE);
    }

    /// About how much it takes to keep.
    int sizeBytes() {
        int size = 64 * subscriptions.size()
                + 64 * (control.graft().size() + control.prune().size());
        for (byte[] message : publish) {
            size += message.length;
        }
        for (Have have : control.have()) {
            size += 64 * have.ids().size();
        }
        return size + 64 * control.want().size();
    }

    static Rpc of(Control control) {
        return new Rpc(List.of(), List.of(), control);
    }

    /// Somebody follows a topic from now on, or does no longer.
    record Subscription(String topic, Change change) {
        enum Change {
            FOLLOWS,
            LEAVES
        }
    }

    /// What keeps the mesh and brings what it lost.
    ///
    /// @param want ids of messages to be sent
    /// @param graft topics in whose mesh the sender now counts the receiver
    record Control(List<Have> have, List<byte[]> want, List<String> graft, List<Prune> prune) {
        static final Control NONE = new Control(List.of(), List.of(), List.of(), List.of());

        Control {
            have = List.copyOf(have);
            want = List.copyOf(want);
            graft = List.copyOf(graft);
            prune = List.copyOf(prune);
        }

        boolean isEmpty() {
            return have.isEmpty() && want.isEmpty() && graft.isEmpty() && prune.isEmpty();
        }
    }

    /// Messages of a topic that the sender has, in the sender's form of ids.
    record Have(String topic, List<byte[]> ids) {
        Have {
            ids = List.copyOf(ids);
        }
    }

    /// The sender no longer counts the receiver in its mesh, and will not for a while, when it says how long.
    record Prune(String topic, Optional<Duration> backoff) {}
}
