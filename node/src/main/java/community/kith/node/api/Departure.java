package community.kith.node.api;

import community.kith.base.name.Did;

/// Somebody for whom this device keeps shards while it is about to leave.
///
/// @param bytes of theirs that are still here
/// @param told whether they know; who is away cannot be told
public record Departure(Did owner, String name, long bytes, boolean told) {}
