package community.kith.node.api;

import community.kith.base.name.Cid;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Snapshots of folders on this computer, taken by themselves. Errors are those of [Kith].
public interface Backups {
    /// All of them, by path.
    List<Backup> all() throws IOException;

    /// Takes snapshots of a folder or file from now on, or changes how often and how many are kept.
    ///
    /// @param keep such as `24h 7d 5w 12m`: the newest of each of the last 24 hours, 7 days, 5 weeks and 12 months
    Backup set(Path path, Duration every, String keep) throws IOException;

    /// Takes a snapshot now, also of what is paused.
    ///
    /// @throws UnavailableException when it is kept here but not durable yet
    Backup now(Path path, Progress progress) throws IOException;

    /// Takes no more snapshots. Those there are stay, as files of mine.
    void stop(Path path) throws IOException;

    /// Reads a file of mine back from its holders alone, as if this disk were lost.
    Drill drill(Cid manifest, Progress progress) throws IOException;
}
