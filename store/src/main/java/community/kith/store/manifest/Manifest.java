package community.kith.store.manifest;

import community.kith.store.seal.ContentKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// How the segments, shards, entries and key of one version of a file or folder fit together.
///
/// Content is one stream: a file's bytes, or a folder's files in path order, one after another, so that small files
/// share segments. Consistent by construction: entries are in order and adjoin, segments add up to the size.
///
/// @param key opens the frames; empty for the commons, whose shards are plain
/// @param segments the stream, in order; none when there are no bytes
/// @param entries by path, component by component; one File named like the whole for a file
/// @param index the segments that hold the lists when they are too long for one blob, else empty
public record Manifest(
        About about,
        Shape shape,
        Optional<ContentKey> key,
        List<Segment> segments,
        List<Entry> entries,
        List<Segment> index) {
    public static final int MAX_ENTRIES = 250_000;

    /// @throws IllegalArgumentException when the parts do not fit together
    public Manifest {
        segments = List.copyOf(segments);
        entries = List.copyOf(entries);
        index = List.copyOf(index);
        Coding coding = coding(key);
        long streamBytes = Segment.checkAll(segments, shape, coding);
        Segment.checkAll(index, shape, coding);
        if (streamBytes != about.sizeBytes()) {
            throw new IllegalArgumentException(
                    "segments of %d bytes for a size of %d".formatted(streamBytes, about.sizeBytes()));
        }
        checkEntries(about, entries);
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

    public Coding coding() {
        return coding(key);
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

    private static Coding coding(Optional<ContentKey> key) {
        return key.isPresent() ? Coding.SEALED : Coding.PLAIN;
    }
}
