package community.kith.node.api;

import community.kith.base.name.Did;
import java.time.Instant;

/// Somebody whose share I keep.
public record Ward(Did did, String name, int need, int guardians, long waitSeconds, Instant since) {}
