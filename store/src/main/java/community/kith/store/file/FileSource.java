package community.kith.store.file;

import community.kith.store.manifest.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/// One file.
record FileSource(Path path, Entry.File expected) implements Source {
    /// A file that is larger begins and ends with a chunk, so that another copy of it is found again as a whole.
    private static final int LARGE_BYTES = 64 * 1024;

    @Override
    public List<Entry> writeTo(SegmentWriter out, List<String> skipped) throws IOException {
        return List.of(write(path, expected, out));
    }

    /// Writes the file to its end, wherever that is by now, and tells what was read.
    static Entry.File write(Path path, Entry.File expected, SegmentWriter out) throws IOException {
        long offsetBytes = out.plainBytes();
        boolean large = expected.sizeBytes() >= LARGE_BYTES;
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            if (large) {
                out.boundary();
            }
            long sizeBytes = out.readAll(in);
            if (large) {
                out.boundary();
            }
            return new Entry.File(expected.path(), offsetBytes, sizeBytes, expected.modified(), expected.executable());
        } catch (AccessDeniedException e) {
            throw new IOException("no permission to read " + path, e);
        }
    }
}
