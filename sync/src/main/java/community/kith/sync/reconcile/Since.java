package community.kith.sync.reconcile;

import community.kith.sync.log.LogId;

/// A log's entries after a sequence.
public record Since(LogId log, long after) {}
