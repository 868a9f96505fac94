package community.kith.store.file;

import community.kith.base.name.Cid;
import community.kith.store.manifest.Entry;
import community.kith.store.manifest.Extent;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.Segment;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What of the version before is used as it is: files that did not change, but for what lies in *sparse* segments. Of
/// those the version before needs less than a quarter; counting on them for ever would keep the rest, which nobody
/// needs, with the holders. What is needed of them is stored again, together with what is new.
final class Reuse {
    private static final int SPARSE_PART = 4;

    private final Baseline before;
    private final Manifest manifest;
    /// Where each extent begins in the stream, and behind them where the last one ends.
    private final long[] begins;

    private final Set<Cid> sparse;

    Reuse(Baseline before) {
        this.before = before;
        this.manifest = before.manifest();
        List<Extent> extents = manifest.extents();
        long[] usedBytes = new long[manifest.segments().size()];
        this.begins = new long[extents.size() + 1];
        for (int i = 0; i < extents.size(); i++) {
            begins[i + 1] = begins[i] + extents.get(i).length();
            usedBytes[extents.get(i).segment()] += extents.get(i).length();
        }
        this.sparse = new HashSet<>();
        for (int i = 0; i < usedBytes.length; i++) {
            Segment segment = manifest.segments().get(i);
            if (usedBytes[i] * SPARSE_PART < segment.plainBytes()) {
                sparse.add(segment.stripe().id());
            }
        }
    }

    /// The same file in the version before, when it need not be read again.
    Optional<Entry.File> unchanged(Entry.File now) {
        return before.unchanged(now).filter(this::isDense);
    }

    private boolean isDense(Entry.File file) {
        if (sparse.isEmpty()) {
            return true;
        }
        for (int i = first(file); i < manifest.extents().size() && begins[i] < file.endBytes(); i++) {
            if (sparse.contains(segment(i).stripe().id())) {
                return false;
            }
        }
        return true;
    }

    /// Hands out where the bytes of a file lie, in their order.
    void forEach(Entry.File file, Stretch stretch) throws IOException {
        for (int i = first(file); i < manifest.extents().size() && begins[i] < file.endBytes(); i++) {
            Extent extent = manifest.extents().get(i);
            int skip = Math.clamp(file.offsetBytes() - begins[i], 0, extent.length());
            int end = Math.clamp(file.endBytes() - begins[i], 0, extent.length());
            if (end > skip) {
                stretch.at(segment(i), extent.offset() + skip, end - skip);
            }
        }
    }

    /// So many bytes of a segment.
    interface Stretch {
        void at(Segment segment, int offset, int length) throws IOException;
    }

    /// The same chunks, but for those in sparse segments.
    KnownChunks dense(KnownChunks known) {
        return sparse.isEmpty()
                ? known
                : (digest, length) -> known.find(digest, length)
                        .filter(place ->
                                !sparse.contains(place.segment().stripe().id()));
    }

    private Segment segment(int extent) {
        return manifest.segments().get(manifest.extents().get(extent).segment());
    }

    /// The extent in which a file begins.
    private int first(Entry.File file) {
        int found = Arrays.binarySearch(begins, file.offsetBytes());
        return found >= 0 ? found : -found - 2;
    }
}
