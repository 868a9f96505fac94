package community.kith.node.api;

import java.time.Instant;

/// A ticket to hand to somebody: whoever brings it back first forms a bond with me.
public record Invitation(String ticket, String bond, int uses, Instant expires) {}
