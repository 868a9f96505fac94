package community.kith.p2p.reach;

/// What the way we are seen from outside says about the router in between.
public enum RouterKind {
    /// Not enough peers have told yet.
    UNKNOWN,
    /// We are seen at an address that we listen on: there is none.
    NONE,
    /// Every peer sees us at the same port: holes can be punched.
    SAME_PORT_FOR_ALL,
    /// Each peer sees us at another port ("symmetric"): no hole can be punched.
    OTHER_PORT_FOR_EACH
}
