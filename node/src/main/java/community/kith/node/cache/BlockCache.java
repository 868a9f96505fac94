package community.kith.node.cache;

import community.kith.base.name.Cid;
import community.kith.community.layer.CacheClass;
import community.kith.node.ledger.Cached;
import community.kith.node.ledger.Holdings;
import community.kith.store.blob.Blobs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Keeps blocks that were fetched to be read, as far as its budget and the disk allow, so that they need not be fetched
/// again. They are nobody's copies: nobody is promised anything, nobody is told, and any of them may go at any time.
///
/// Losing a block costs a fetch, so whatever goes wrong here is noted and no reader hears of it. Safe for many threads.
public final class BlockCache {
    /// What one read may put here at most: else whatever is read once from end to end would push all else out.
    private static final int PART_OF_ONE_READ = 4;
    /// How often it is written down that something was read.
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private static final int NOTED = 4_096;

    private final Cached table;
    private final Blobs blobs;
    private final Room room;
    private final InstantSource clock;
    /// When it was last written down that a block was read; guarded by this object's monitor.
    private final Map<Cid, Instant> noted = new LinkedHashMap<>();

    /// @param budgetBytes what there may be in all; 0 for no cache
    /// @param diskFloorBytes what the disk always has left
    public record Room(long budgetBytes, long diskFloorBytes) {}

    public BlockCache(Holdings holdings, Blobs blobs, Room room, InstantSource clock) {
        this.table = holdings.cached();
        this.blobs = blobs;
        this.room = room;
        this.clock = clock;
    }

    public long budgetBytes() {
        return room.budgetBytes;
    }

    /// What one read may put here.
    public long bytesOfOneRead() {
        return room.budgetBytes / PART_OF_ONE_READ;
    }

    /// Keeps blocks that were checked against their names.
    ///
    /// @param file the manifest of what they were read for
    /// @param length of each, at the beginning of its array
    public void keep(Cid file, CacheClass kind, Map<Cid, byte[]> blocks, int length) {
        List<Cid> expected = List.of();
        try {
            long bytes = (long) length * blocks.size();
            if (bytes > bytesOfOneRead() || blobs.freeBytes() - bytes < room.diskFloorBytes) {
                return;
            }
            Map<Cid, Long> sizes = new HashMap<>();
            blocks.keySet().forEach(cid -> sizes.put(cid, (long) length));
            expected = table.expect(file, kind, sizes, room.budgetBytes, clock.instant());
            for (Cid cid : expected) {
                blobs.putHashed(cid, blocks.getOrDefault(cid, new byte[0]), 0, length);
            }
            table.ready(expected);
        } catch (IOException e) {
            debug("keeping what was read", e);
            drop(expected);
        }
    }

    private void drop(List<Cid> cids) {
        try {
            table.forget(cids);
        } catch (IOException e) {
            debug("dropping what could not be kept", e);
        }
    }

    /// Some blocks were read from here.
    public void used(Collection<Cid> cids) {
        Instant now = clock.instant();
        List<Cid> due = due(cids, now);
        try {
            if (!due.isEmpty()) {
                table.used(due, now);
            }
        } catch (IOException e) {
            debug("noting what was read", e);
        }
    }

    private synchronized List<Cid> due(Collection<Cid> cids, Instant now) {
        List<Cid> due = new ArrayList<>();
        for (Cid cid : cids) {
            Instant before = noted.get(cid);
            if (before == null || Duration.between(before, now).abs().compareTo(NOTED_EVERY) >= 0) {
                noted.remove(cid);
                noted.put(cid, now);
                due.add(cid);
            }
        }
        while (noted.size() > NOTED) {
            noted.remove(noted.keySet().iterator().next());
        }
        return due;
    }

    /// Lets go of what was read for a file.
    ///
    /// @return whether there was any
    public boolean forget(Cid file) throws IOException {
        return table.forget(file) > 0;
    }

    /// All that is here.
    public Holdings.Held use() throws IOException {
        long bytes = 0;
        long blocks = 0;
        for (Holdings.Held held : table.use().values()) {
            bytes += held.bytes();
            blocks += held.blobs();
        }
        return new Holdings.Held(bytes, blocks);
    }

    /// Makes room when the disk runs short, or when there is more than the budget, as after a change of it. Called now
    /// and
    /// then.
    public void tick() throws IOException {
        long used = use().bytes();
        long tooMuch = Math.max(used - room.budgetBytes, room.diskFloorBytes - blobs.freeBytes());
        if (used > 0 && tooMuch > 0) {
            table.free(tooMuch);
        }
    }

    private static void debug(String what, IOException e) {
        System.getLogger(BlockCache.class.getName()).log(System.Logger.Level.DEBUG, () -> what + ": " + e.getMessage());
    }
}
