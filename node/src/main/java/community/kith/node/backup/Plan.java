package community.kith.node.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// One row of the table `backup`.
///
/// @param paused why it waits; empty when it does not
/// @param trouble what went wrong the last time; empty when nothing did
record Plan(long id, Path path, Duration every, Retention keep, Instant next, String paused, String trouble) {}
