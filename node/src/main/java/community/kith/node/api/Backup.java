package community.kith.node.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A folder or file of which snapshots are taken again and again.
///
/// @param keep how many snapshots are kept of which age, such as `24h 7d 5w 12m`
/// @param next when the next one is due
/// @param paused why it waits for somebody to say that it shall go on
/// @param trouble what went wrong the last time
/// @param snapshots newest first
public record Backup(
        String path,
        Duration every,
        String keep,
        Instant next,
        Optional<String> paused,
        Optional<String> trouble,
        List<Snapshot> snapshots) {
    public Backup {
        snapshots = List.copyOf(snapshots);
    }

    /// One state of it.
    ///
    /// @param file the same as a file of mine
    public record Snapshot(Instant taken, FileInfo file) {}
}
