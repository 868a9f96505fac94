package community.kith.node.api;

import community.kith.base.name.Did;
import java.time.Instant;

/// Somebody whose shards this node looks after when they are away, without being able to read them.
///
/// @param name what my book calls them
/// @param turn how many stewards try to repair before this node does
/// @param lists how many lists of stripes they gave
/// @param repairs whether lost shards may be made anew, or only proofs asked for
/// @param until when the first of their rights ends
public record Entrusted(Did owner, String name, int turn, int lists, boolean repairs, Instant until) {}
