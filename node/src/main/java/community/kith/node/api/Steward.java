package community.kith.node.api;

import community.kith.base.name.Did;
import java.time.Instant;

/// Somebody who looks after my shards when I am away, without being able to read them.
///
/// @param turn how many others try to repair before them
/// @param stripes how many stripes of mine they have the list of
public record Steward(Did person, String name, int turn, long stripes, Instant since, boolean online) {}
