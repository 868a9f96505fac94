package community.kith.p2p.pubsub;

/// What a [Validator] makes of a message.
public enum Verdict {
    /// It is delivered here and passed on.
    ACCEPT,
    /// It is neither delivered nor passed on, and nobody is to blame.
    IGNORE,
    /// It is neither delivered nor passed on, and whoever sent it loses standing (P4).
    REJECT
}
