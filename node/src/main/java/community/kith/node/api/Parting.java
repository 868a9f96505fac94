package community.kith.node.api;

import community.kith.base.name.Did;
import java.time.Instant;

/// A bond that was ended and whose holdings are being handed over.
///
/// @param name what they are called
/// @param told whether their node knows
/// @param heldForMe bytes of mine that still lie with them
/// @param heldForThem bytes of theirs that still lie here
/// @param until when what is left is let go, whatever it is
public record Parting(Did did, String name, boolean told, long heldForMe, long heldForThem, Instant until) {}
