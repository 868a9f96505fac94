package community.kith.store.file;

import community.kith.store.manifest.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Where the bytes of a put come from.
@FunctionalInterface
interface Source {
    /// Writes all bytes and tells what they were, adding to `skipped` what had to be left out.
    List<Entry> writeTo(SegmentWriter out, List<String> skipped) throws IOException;

    /// What is known beforehand to be left out; the caller's to add to.
    default List<String> skipped() {
        return new ArrayList<>();
    }
}
