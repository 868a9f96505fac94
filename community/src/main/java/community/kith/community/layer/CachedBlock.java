package community.kith.community.layer;

import community.kith.base.name.Cid;
import java.time.Instant;

/// A block that was fetched to be read, and when it was last read.
public record CachedBlock(Cid cid, CacheClass kind, long bytes, Instant used) {}
