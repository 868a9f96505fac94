package community.kith.store.s3;

import community.kith.base.name.Cid;
import community.kith.store.s3.IndexLog.Line;
import community.kith.store.s3.IndexLog.What;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// What is in the bucket, as far as this node has put it there: sizes by hash in memory, and a log on disk that brings
/// them back. What is about to be written is logged first, so that after a crash only those few have to be asked for.
///
/// Safe for many threads; the callers see to it that one blob is changed by one thread at a time.
final class BlobIndex implements AutoCloseable {
    private static final int TABLES = 256;
    private static final long LINES_TO_SPARE = 4096;

    private final IndexLog log;
    private final SizeTable[] tables;
    /// Guarded by itself, as is `doomed`.
    private final Map<Digest, Long> unsure;
    private final Map<Digest, Long> doomed;
    private final Digest store;
    private volatile boolean marked;

    private BlobIndex(IndexLog log, Replay replay) {
        this.log = log;
        this.tables = replay.tables;
        this.unsure = replay.unsure;
        this.doomed = replay.doomed;
        this.store = replay.store;
        this.marked = replay.marked;
    }

    /// The index in `file`, or an empty one with a number of its own.
    static BlobIndex open(Path file, RandomGenerator entropy) throws IOException {
        var replay = new Replay();
        var log = IndexLog.open(file, replay::read);
        if (replay.lines == 0) {
            replay.store = new Digest(entropy.nextLong(), entropy.nextLong(), entropy.nextLong(), entropy.nextLong());
            log.force(log.add(List.of(new Line(What.STORE, replay.store, 1))));
        } else if (log.lines() > 2 * replay.count() + LINES_TO_SPARE) {
            log.close();
            log = rewritten(file, replay);
        }
        return new BlobIndex(log, replay);
    }

    /// The same in as few lines as it takes.
    private static IndexLog rewritten(Path file, Replay replay) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (var log = IndexLog.open(fresh, line -> {})) {
            log.add(List.of(new Line(What.STORE, replay.store, 1)));
            if (replay.marked) {
                log.add(List.of(new Line(What.MARKED, replay.store, 0)));
            }
            for (var table : replay.tables) {
                var lines = new ArrayList<Line>(table.count());
                table.forEach((digest, size) -> lines.add(new Line(What.THERE, digest, size)));
                log.add(lines);
            }
            log.add(lines(What.UNSURE, replay.unsure));
            log.add(lines(What.DOOMED, replay.doomed));
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return IndexLog.open(file, line -> {});
    }

    private static List<Line> lines(What what, Map<Digest, Long> sizes) {
        return sizes.entrySet().stream()
                .map(each -> new Line(what, each.getKey(), each.getValue()))
                .toList();
    }

    /// What the log says, line by line.
    private static final class Replay {
        private final SizeTable[] tables = new SizeTable[TABLES];
        private final Map<Digest, Long> unsure = new LinkedHashMap<>();
        private final Map<Digest, Long> doomed = new LinkedHashMap<>();
        private Digest store = new Digest(0, 0, 0, 0);
        private boolean marked;
        private long lines;

        Replay() {
            java.util.Arrays.setAll(tables, i -> new SizeTable());
        }

        long count() {
            var count = 0L;
            for (var table : tables) {
                count += table.count();
            }
            return count;
        }

        void read(Line line) throws IOException {
            if (lines++ == 0 && (line.what() != What.STORE || line.sizeBytes() != 1)) {
                throw new IOException("the index of the bucket is of another kind or a newer Kith");
            }
            var digest = line.digest();
            var table = tables[digest.firstByte()];
            switch (line.what()) {
                case STORE -> store = digest;
                case MARKED -> marked = true;
                case UNSURE -> {
                    unsure.put(digest, line.sizeBytes());
                    doomed.remove(digest);
                }
                case THERE -> {
                    unsure.remove(digest);
                    doomed.remove(digest);
                    table.put(digest, line.sizeBytes());
                }
                case GONE -> {
                    unsure.remove(digest);
                    doomed.remove(digest);
                    table.remove(digest);
                }
                case DOOMED -> {
                    unsure.remove(digest);
                    doomed.put(digest, line.sizeBytes());
                    table.remove(digest);
                }
            }
        }
    }

    /// The store's own number, in hex.
    String store() {
        var bytes = ByteBuffer.allocate(Digest.BYTES);
        store.write(bytes);
        return HexFormat.of().formatHex(bytes.array());
    }

    /// Whether the bucket has been marked with that number.
    boolean isMarked() {
        return marked;
    }

    void marked() throws IOException {
        log.force(log.add(List.of(new Line(What.MARKED, store, 0))));
        marked = true;
    }

    OptionalLong size(Cid cid) {
        var digest = Digest.of(cid);
        var table = table(digest);
        synchronized (table) {
            return table.get(digest);
        }
    }

    /// Those of the last run that may or may not be in the bucket.
    Map<Cid, Long> unsure() {
        synchronized (unsure) {
            var copy = new LinkedHashMap<Cid, Long>();
            unsure.forEach((digest, size) -> copy.put(digest.cid(), size));
            return copy;
        }
    }

    /// Before anything is written; on the disk when this returns.
    void unsure(Map<Cid, Long> sizes) throws IOException {
        var lines = new ArrayList<Line>(sizes.size());
        synchronized (unsure) {
            sizes.forEach((cid, size) -> {
                unsure.put(Digest.of(cid), size);
                doomed.remove(Digest.of(cid));
                lines.add(new Line(What.UNSURE, Digest.of(cid), size));
            });
        }
        log.force(log.add(lines));
    }

    /// @return the size it had before, if it was there
    OptionalLong there(Cid cid, long sizeBytes) throws IOException {
        return settle(new Line(What.THERE, Digest.of(cid), sizeBytes));
    }

    /// @return the size it had, if it was there
    OptionalLong gone(Cid cid) throws IOException {
        return settle(new Line(What.GONE, Digest.of(cid), 0));
    }

    /// On the disk when this returns.
    void doomed(Cid cid, long sizeBytes) throws IOException {
        var line = new Line(What.DOOMED, Digest.of(cid), sizeBytes);
        settle(line);
        synchronized (unsure) {
            doomed.put(line.digest(), sizeBytes);
        }
        log.force(log.end());
    }

    boolean isDoomed(Cid cid) {
        synchronized (unsure) {
            return doomed.containsKey(Digest.of(cid));
        }
    }

    /// At most so many of those still to be deleted.
    List<Cid> doomed(int most) {
        synchronized (unsure) {
            return doomed.keySet().stream().limit(most).map(Digest::cid).toList();
        }
    }

    private OptionalLong settle(Line line) throws IOException {
        log.add(List.of(line));
        var digest = line.digest();
        var table = table(digest);
        synchronized (unsure) {
            unsure.remove(digest);
            doomed.remove(digest);
        }
        synchronized (table) {
            return line.what() == What.THERE ? table.put(digest, line.sizeBytes()) : table.remove(digest);
        }
    }

    /// Visits those that are there: a snapshot of a 256th of them at a time.
    void forEach(Consumer<Cid> visitor) {
        for (var table : tables) {
            for (var digest : snapshot(table)) {
                visitor.accept(digest.cid());
            }
        }
    }

    private static Collection<Digest> snapshot(SizeTable table) {
        synchronized (table) {
            var digests = new ArrayList<Digest>(table.count());
            table.forEach((digest, size) -> digests.add(digest));
            return digests;
        }
    }

    long count() {
        return sum((digest, size) -> 1);
    }

    long usedBytes() {
        return sum((digest, size) -> size);
    }

    private interface Measure {
        long of(Digest digest, long sizeBytes);
    }

    private long sum(Measure measure) {
        var sum = new long[1];
        for (var table : tables) {
            synchronized (table) {
                table.forEach((digest, size) -> sum[0] += measure.of(digest, size));
            }
        }
        return sum[0];
    }

    private SizeTable table(Digest digest) {
        return tables[digest.firstByte()];
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
