package community.kith.store.manifest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// How the segments, shards, entries and keys of one version of a file or folder fit together.
///
/// Content is one stream: a file's bytes, or a folder's files in path order, one after another, so that small files
/// share segments. Extents say which bytes of which segments the stream is made of, so what another version already has
/// is not stored again. Consistent by construction: entries are in order and adjoin, extents add up to the size, each
/// segment is used, and all of them are sealed or none is.
///
/// @param segments those that the stream uses, in order of first use; none when there are no bytes
/// @param extents the stream, in order
/// @param entries by path, component by component; one File named like the whole for a file
/// @param index the segments that hold the lists when they are too long for one blob, else empty
public record Manifest(
        About about, List<Segment> segments, List<Extent> extents, List<Entry> entries, List<Segment> index) {
    public static final int MAX_ENTRIES = 250_000;
    public static final int MAX_EXTENTS = 1 << 20;

    /// @throws IllegalArgumentException when the parts do not fit together
    public Manifest {
        segments = List.copyOf(segments);
        extents = List.copyOf(extents);
        entries = List.copyOf(entries);
        index = List.copyOf(index);
        long streamBytes = checkExtents(segments, extents);
        if (streamBytes != about.sizeBytes()) {
            throw new IllegalArgumentException(
                    "extents of %d bytes for a size of %d".formatted(streamBytes, about.sizeBytes()));
        }
        for (Segment segment : segments) {
            if (segment.coding() != segments.getFirst().coding()) {
                throw new IllegalArgumentException("segments of which some are sealed and some are not");
            }
        }
        checkEntries(about, entries);
    }

    /// All segments one after another, each from beginning to end.
    public static List<Extent> whole(List<Segment> segments) {
        List<Extent> extents = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            extents.add(new Extent(i, 0, segments.get(i).plainBytes()));
        }
        return extents;
    }

    private static long checkExtents(List<Segment> segments, List<Extent> extents) {
        if (extents.size() > MAX_EXTENTS) {
            throw new IllegalArgumentException(extents.size() + " extents, more than " + MAX_EXTENTS);
        }
        long total = 0;
        int used = 0;
        for (Extent extent : extents) {
            if (extent.segment() > used
                    || extent.segment() >= segments.size()
                    || extent.end() > segments.get(extent.segment()).plainBytes()) {
                throw new IllegalArgumentException("an extent outside of the segments: " + extent);
            }
            used = Math.max(used, extent.segment() + 1);
            total += extent.length();
        }
        if (used != segments.size()) {
            throw new IllegalArgumentException("segments that no extent uses");
        }
        return total;
    }

    private static void checkEntries(About about, List<Entry> entries) {
        if (entries.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(entries.size() + " entries, more than " + MAX_ENTRIES);
        }
        if (about.kind() == Kind.FILE && !isOneFile(about.name(), entries)) {
            throw new IllegalArgumentException("a file that is not one entry named like it");
        }
        long offsetBytes = 0;
        for (int i = 0; i < entries.size(); i++) {
            if (i > 0) {
                checkOrder(entries.get(i - 1).path(), entries.get(i).path());
            }
            if (entries.get(i) instanceof Entry.File file) {
                if (file.offsetBytes() != offsetBytes) {
                    throw new IllegalArgumentException(file.path() + " does not begin where the file before it ends");
                }
                offsetBytes = Math.addExact(offsetBytes, file.sizeBytes());
            }
        }
        if (offsetBytes != about.sizeBytes()) {
            throw new IllegalArgumentException(
                    "files of %d bytes for a size of %d".formatted(offsetBytes, about.sizeBytes()));
        }
    }

    private static boolean isOneFile(String name, List<Entry> entries) {
        return entries.size() == 1
                && entries.getFirst() instanceof Entry.File file
                && file.path().equals(name);
    }

    private static void checkOrder(String before, String path) {
        if (EntryPath.compare(before, path) >= 0) {
            throw new IllegalArgumentException("entries out of order or twice: " + before + ", " + path);
        }
        if (EntryPath.isBelow(path, before)) {
            throw new IllegalArgumentException(path + " lies below " + before + ", which holds nothing");
        }
    }

    public Kind kind() {
        return about.kind();
    }

    public String name() {
        return about.name();
    }

    public long sizeBytes() {
        return about.sizeBytes();
    }

    /// Every segment that has to survive: the stream's, then the index's.
    public List<Segment> allSegments() {
        List<Segment> all = new ArrayList<>(segments);
        all.addAll(index);
        return Collections.unmodifiableList(all);
    }

    /// The entry at a path.
    public Optional<Entry> entry(String path) {
        int low = 0;
        int high = entries.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = EntryPath.compare(entries.get(middle).path(), path);
            if (order == 0) {
                return Optional.of(entries.get(middle));
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }
}
