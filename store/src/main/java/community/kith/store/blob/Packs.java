package community.kith.store.blob;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Which packs there are, how much of each is still wanted, and their open files, of which there are only so many at a
/// time. Guarded by its own lock.
final class Packs {
    private static final int OPEN_AT_ONCE = 64;

    private final Volume volume;
    private final TreeMap<Integer, Extent> extents = new TreeMap<>();
    private final SequencedMap<Integer, Handle> open = new LinkedHashMap<>(16, 0.75f, true);

    /// @param endBytes where its records end
    /// @param liveBytes what the records take of blobs that are here
    /// @param goneBytes what records of deletions take, about
    record Extent(long endBytes, long liveBytes, long goneBytes) {
        boolean isSparse(double part) {
            return liveBytes + goneBytes <= part * (endBytes - Pack.FIRST);
        }
    }

    private static final class Handle {
        final VolumeFile file;
        int users;
        boolean dropped;

        Handle(VolumeFile file) {
            this.file = file;
        }
    }

    interface Use<T> {
        T of(VolumeFile file) throws IOException;
    }

    Packs(Volume volume) {
        this.volume = volume;
    }

    /// Reads from a pack's file.
    ///
    /// @throws java.nio.file.NoSuchFileException when the pack is gone
    <T> T read(int pack, Use<T> use) throws IOException {
        Handle handle = acquire(pack);
        try {
            return use.of(handle.file);
        } finally {
            release(handle);
        }
    }

    private synchronized Handle acquire(int pack) throws IOException {
        Handle handle = open.get(pack);
        if (handle == null) {
            handle = new Handle(volume.read(Pack.name(pack)));
            open.put(pack, handle);
            closeSome();
        }
        handle.users++;
        return handle;
    }

    private void closeSome() throws IOException {
        Iterator<Handle> eldest = open.values().iterator();
        while (open.size() > OPEN_AT_ONCE && eldest.hasNext()) {
            Handle handle = eldest.next();
            eldest.remove();
            drop(handle);
        }
    }

    private synchronized void release(Handle handle) throws IOException {
        handle.users--;
        if (handle.dropped && handle.users == 0) {
            handle.file.close();
        }
    }

    private static void drop(Handle handle) throws IOException {
        handle.dropped = true;
        if (handle.users == 0) {
            handle.file.close();
        }
    }

    synchronized void ended(int pack, long endBytes) {
        extents.merge(
                pack, new Extent(endBytes, 0, 0), (now, other) -> new Extent(endBytes, now.liveBytes, now.goneBytes));
    }

    synchronized void restore(SequencedMap<Integer, Extent> kept) {
        extents.putAll(kept);
    }

    synchronized void live(int pack, long moreBytes) {
        extents.computeIfPresent(
                pack, (same, now) -> new Extent(now.endBytes, now.liveBytes + moreBytes, now.goneBytes));
    }

    synchronized void gone(int pack, long moreBytes) {
        extents.computeIfPresent(
                pack, (same, now) -> new Extent(now.endBytes, now.liveBytes, now.goneBytes + moreBytes));
    }

    synchronized long liveBytes(int pack) {
        Extent extent = extents.get(pack);
        return extent == null ? 0 : extent.liveBytes;
    }

    synchronized SequencedMap<Integer, Extent> extents() {
        return new TreeMap<>(extents);
    }

    synchronized OptionalInt oldest() {
        return extents.isEmpty() ? OptionalInt.empty() : OptionalInt.of(extents.firstKey());
    }

    /// Those below `number` of which less than `part` is wanted, the emptiest first.
    synchronized List<Integer> sparse(int number, double part) {
        List<Map.Entry<Integer, Extent>> found =
                new ArrayList<>(extents.headMap(number).entrySet());
        found.removeIf(pack -> !pack.getValue().isSparse(part));
        found.sort((one, other) -> Long.compare(one.getValue().liveBytes, other.getValue().liveBytes));
        return found.stream().map(Map.Entry::getKey).toList();
    }

    /// Removes a pack that nobody needs any more.
    synchronized void remove(int pack) throws IOException {
        Handle handle = open.remove(pack);
        if (handle != null) {
            drop(handle);
        }
        volume.delete(Pack.name(pack));
        volume.sync("packs");
        extents.remove(pack);
    }

    synchronized void close() throws IOException {
        for (Handle handle : open.values()) {
            drop(handle);
        }
        open.clear();
    }
}
