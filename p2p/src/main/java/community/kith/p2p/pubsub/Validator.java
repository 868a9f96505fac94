package community.kith.p2p.pubsub;

import community.kith.base.name.PeerId;

/// Judges messages of a topic before anybody else gets them; the signature has held already.
@FunctionalInterface
public interface Validator {

    /// Judges one message on a virtual thread of its own; several may be judged at once.
    ///
    /// @param from who passed it on, not who said it
    Verdict judge(PeerId from, Message message);
}
