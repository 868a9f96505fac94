package community.kith.store.blob;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/// Where each blob is. What changed lately is in memory, the rest in [Run]s on disk; a merge now and then keeps them
/// few. It also keeps the sums that follow from it: how many blobs there are, and what each pack still holds.
///
/// `lock` guards everything here; who changes an entry holds the blob's own lock, so that what it was stays true.
final class Index {
    /// A run joins a merge unless it is so many times larger than all that is newer.
    private static final int MUCH_LARGER = 4;

    private final Volume volume;
    private final Packs packs;
    private final Usage usage;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private TreeMap<Key, Place> recent = new TreeMap<>();
    /// What is being written down; empty most of the time.
    private TreeMap<Key, Place> frozen = new TreeMap<>();
    private List<Run> runs;
    private int nextRun;

    Index(Volume volume, Packs packs, Usage usage, List<Run> runs, int nextRun) {
        this.volume = volume;
        this.packs = packs;
        this.usage = usage;
        this.runs = runs;
        this.nextRun = nextRun;
    }

    /// @throws IndexDamagedException when that cannot be told
    Place get(Key key) throws IOException {
        lock.readLock().lock();
        try {
            Place known = recent.get(key);
            if (known == null) {
                known = frozen.get(key);
            }
            for (int i = 0; known == null && i < runs.size(); i++) {
                known = runs.get(i).get(key);
            }
            return known == null ? Place.gone() : known;
        } finally {
            lock.readLock().unlock();
        }
    }

    /// Moves a blob from where [#get] says it is to somewhere else, or to nowhere.
    void move(Key key, Place before, Place after) {
        if (before.equals(after)) {
            return;
        }
        lock.writeLock().lock();
        try {
            recent.put(key, after);
            if (before.isHere()) {
                usage.removed(before.sizeBytes());
            }
            if (before instanceof Place.Packed packed) {
                packs.live(packed.pack(), -packed.spanBytes());
            }
            if (after.isHere()) {
                usage.appeared(after.sizeBytes());
            }
            if (after instanceof Place.Packed packed) {
                packs.live(packed.pack(), packed.spanBytes());
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /// How many changes are not written down yet.
    int recentCount() {
        lock.readLock().lock();
        try {
            return recent.size() + frozen.size();
        } finally {
            lock.readLock().unlock();
        }
    }

    /// Blobs that are here, in the order of their keys, after `last`; at most `most` entries are looked at.
    Page after(@Nullable Key last, int most) throws IOException {
        lock.readLock().lock();
        try {
            List<Rows> sources = new ArrayList<>();
            for (TreeMap<Key, Place> map : List.of(recent, frozen)) {
                sources.add(Rows.of(last == null ? map : map.tailMap(last, false)));
            }
            for (Run run : runs) {
                sources.add(run.from(last));
            }
            Rows all = Rows.merged(sources);
            List<Rows.Row> found = new ArrayList<>();
            Key end = last;
            int seen = 0;
            Rows.Row row = all.next();
            for (; row != null && seen < most; row = all.next(), seen++) {
                if (row.place().isHere() && !row.key().equals(last)) {
                    found.add(row);
                }
                end = row.key();
            }
            return new Page(found, row == null ? null : end);
        } finally {
            lock.readLock().unlock();
        }
    }

    /// @param next what to go on after; null at the end
    record Page(List<Rows.Row> rows, @Nullable Key next) {}

    /// What is to be written down: the sums as they are now, and how many of the runs go into the new one.
    record Frozen(long count, long usedBytes, SequencedMap<Integer, Packs.Extent> packs, int merged) {}

    /// Sets aside what changed lately. One at a time.
    Frozen freeze() {
        lock.writeLock().lock();
        try {
            frozen.putAll(recent); // what an attempt that failed left is still there
            recent = new TreeMap<>();
            long rows = frozen.size();
            int merged = 0;
            while (merged < runs.size() && runs.get(merged).rows() < MUCH_LARGER * rows) {
                rows += runs.get(merged).rows();
                merged++;
            }
            return new Frozen(usage.count(), usage.usedBytes(), packs.extents(), merged);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /// Writes down what was set aside, in a run that takes the place of some others.
    ///
    /// @return the runs from now on, if [#install] follows
    List<Run> flush(Frozen what) throws IOException {
        if (frozen.isEmpty()) {
            return runs;
        }
        List<Rows> sources = new ArrayList<>(List.of(Rows.of(frozen)));
        for (Run run : runs.subList(0, what.merged)) {
            sources.add(run.from(null));
        }
        int number = nextRun++;
        RunWriter.write(
                volume,
                number,
                Rows.merged(sources),
                what.merged == runs.size() ? RunWriter.Gone.LEFT_OUT : RunWriter.Gone.KEPT);
        volume.sync("index");
        List<Run> next = new ArrayList<>(List.of(Run.open(volume, number)));
        next.addAll(runs.subList(what.merged, runs.size()));
        return next;
    }

    /// Uses these runs from now on, and removes the others.
    void install(List<Run> next) throws IOException {
        List<Run> before;
        lock.writeLock().lock();
        try {
            before = runs;
            runs = next;
            frozen = new TreeMap<>();
        } finally {
            lock.writeLock().unlock();
        }
        for (Run run : before) {
            if (!next.contains(run)) {
                run.close();
                volume.delete(Run.name(run.number()));
            }
        }
    }

    void close() throws IOException {
        lock.writeLock().lock();
        try {
            for (Run run : runs) {
                run.close();
            }
            runs = List.of();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
