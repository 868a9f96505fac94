package community.kith.node.api;

import java.time.Duration;

/// What came of reading a file back from its holders alone: had it not been whole, there would be an exception.
///
/// @param bytes how many came back, each of them authentic
/// @param holders how many devices they came from
public record Drill(FileInfo file, long bytes, int holders, Duration took) {}
