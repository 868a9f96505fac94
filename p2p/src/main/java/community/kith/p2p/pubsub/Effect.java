package community.kith.p2p.pubsub;

import community.kith.base.name.PeerId;

/// What a [Router] wants done.
sealed interface Effect {
    /// Tell a peer; what does not fit in its queue is lost.
    record Send(PeerId to, Rpc rpc) implements Effect {}

    /// Check the signature and tell [Input.Checked].
    record Check(PeerId from, Message message) implements Effect {}

    /// Judge a genuine message and tell [Input.Judged].
    record Judge(PeerId from, Message message) implements Effect {}

    /// Hand a message to whoever follows its topic here.
    record Deliver(Message message) implements Effect {}
}
