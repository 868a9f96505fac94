package community.kith.store.file;

import community.kith.store.manifest.Extent;
import community.kith.store.manifest.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The segments and extents of a stream that is being written. For one thread.
final class Extents {
    private final List<Segment> segments = new ArrayList<>();
    private final Map<Segment, Integer> indexes = new HashMap<>();
    private final List<Extent> extents = new ArrayList<>();
    private long totalBytes;

    /// Appends a stretch of a segment, to the stretch before when it adjoins.
    void add(Segment segment, int offset, int length) {
        int index = indexes.computeIfAbsent(segment, fresh -> {
            segments.add(fresh);
            return segments.size() - 1;
        });
        Extent before = extents.isEmpty() ? null : extents.getLast();
        if (before != null && before.segment() == index && before.end() == offset) {
            extents.set(extents.size() - 1, new Extent(index, before.offset(), before.length() + length));
        } else {
            extents.add(new Extent(index, offset, length));
        }
        totalBytes += length;
    }

    List<Segment> segments() {
        return segments;
    }

    List<Extent> extents() {
        return extents;
    }

    long totalBytes() {
        return totalBytes;
    }
}
