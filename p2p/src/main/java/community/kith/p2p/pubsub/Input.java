package community.kith.p2p.pubsub;

import community.kith.base.name.PeerId;
import community.kith.p2p.host.Direction;
import java.util.Optional;

/// What happens to a [Router].
sealed interface Input {
    /// A peer that speaks the protocol is there.
    ///
    /// @param network its public IP address, when it is worth counting who else has it
    record Met(PeerId peer, Direction direction, Optional<String> network) implements Input {}

    /// A peer is there no longer.
    record Left(PeerId peer) implements Input {}

    /// A peer said something.
    record Heard(PeerId peer, Rpc rpc) implements Input {}

    /// A signature was checked, as [Effect.Check] asked.
    record Checked(PeerId from, Message message, Authenticity authenticity) implements Input {}

    /// A message was judged, as [Effect.Judge] asked.
    record Judged(PeerId from, Message message, Verdict verdict) implements Input {}

    /// We follow a topic from now on.
    record Follow(String topic) implements Input {}

    /// We do no longer.
    record Leave(String topic) implements Input {}

    /// We have something to say.
    record Publish(Message message) implements Input {}

    /// A peer must be told again what we follow, on a new stream.
    record Greet(PeerId peer) implements Input {}

    /// It is time for upkeep.
    record Beat() implements Input {}

    /// Whether a signature holds.
    enum Authenticity {
        GENUINE,
        FORGED
    }
}
