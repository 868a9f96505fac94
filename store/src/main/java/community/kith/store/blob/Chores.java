package community.kith.store.blob;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.ReentrantLock;

/// What has to be done now and then, one at a time: writing the index down, and making room in packs.
final class Chores {
    private static final Logger LOG = System.getLogger(Chores.class.getName());
    /// How many times the usual may be in memory before those who write have to wait.
    private static final int PRESSING = 4;

    private final Parts parts;
    private final ReentrantLock lock = new ReentrantLock();
    private final ConcurrentSkipListSet<String> unsynced = new ConcurrentSkipListSet<>();
    private final ConcurrentSkipListSet<Key> uncertain = new ConcurrentSkipListSet<>();
    private final Queue<Owed> owed = new ConcurrentLinkedQueue<>();
    /// Where the checkpoint on the disk stands; 0 without one.
    private volatile long kept;

    Chores(Parts parts, long kept) {
        this.parts = parts;
        this.kept = kept;
    }

    /// A file in this folder was removed.
    void removedIn(String folder) {
        unsynced.add(folder);
    }

    /// Blobs that nobody was promised, of which a power cut may yet leave a file: deleting them wants a record too.
    Set<Key> uncertain() {
        return uncertain;
    }

    /// Files that are to go and would not. Until they have, a start reads their records again.
    record Owed(List<Key> keys, Log.Submission written) {}

    Queue<Owed> owed() {
        return owed;
    }

    boolean isDue() {
        return parts.index().recentCount() >= parts.options().tailRecords()
                || tailBytes() >= parts.options().tailBytes();
    }

    boolean isPressing() {
        return parts.index().recentCount() >= (long) PRESSING * parts.options().tailRecords();
    }

    private long tailBytes() {
        long end = parts.log().end();
        int between = Pack.packOf(end) - Pack.packOf(kept);
        return (long) between * parts.options().packBytes() + Pack.offsetOf(end) - Pack.offsetOf(kept);
    }

    /// Writes the index down, so that the next start has nothing to read again.
    void checkpoint() throws IOException {
        lock.lock();
        try {
            long position = parts.log().settled();
            Set<String> folders = new TreeSet<>(unsynced);
            Index.Frozen frozen = parts.index().freeze();
            for (String folder : folders) {
                unsynced.remove(folder);
                sync(folder);
            }
            List<Run> runs = parts.index().flush(frozen);
            new Checkpoint(
                            position,
                            frozen.count(),
                            frozen.usedBytes(),
                            runs.stream().map(Run::number).toList(),
                            frozen.packs())
                    .write(parts.volume());
            parts.index().install(runs);
            kept = position;
        } finally {
            lock.unlock();
        }
    }

    private void sync(String folder) throws IOException {
        boolean synced = false;
        try {
            parts.volume().sync(folder);
            synced = true;
        } finally {
            if (!synced) {
                unsynced.add(folder);
            }
        }
    }

    /// Packs that a start would not read again, of which less than half is wanted.
    List<Integer> sparse() {
        return parts.packs().sparse(Pack.packOf(kept), 0.5);
    }

    /// Tries, and tells the log when it cannot be done now.
    void checkpointQuietly() {
        try {
            checkpoint();
            Layout.keepReserve(parts.volume());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the index of blobs could not be written, it is tried again: " + e);
        }
    }
}
