package community.kith.store.manifest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// One thing in a folder; the one file of a file is an entry too, named like it.
///
/// Paths are relative, with `/` between components of 1–255 bytes of UTF-8; no `.`, `..`, zero byte or drive letter.
/// Folders are
/// listed only when they hold nothing, the others follow from what is in them.
public sealed interface Entry {
    String path();

    /// A regular file: so many bytes of the stream from `offsetBytes`.
    record File(String path, long offsetBytes, long sizeBytes, Instant modified, boolean executable) implements Entry {
        public File {
            EntryPath.check(path);
            if (offsetBytes < 0 || sizeBytes < 0) {
                throw new IllegalArgumentException("%s has %d bytes from %d".formatted(path, sizeBytes, offsetBytes));
            }
        }

        public long endBytes() {
            return offsetBytes + sizeBytes;
        }
    }

    /// A folder with nothing in it.
    record Folder(String path, Instant modified) implements Entry {
        public Folder {
            EntryPath.check(path);
        }
    }

    /// A symbolic link. Its target is any text; nothing is ever read or written through it.
    record Symlink(String path, String target) implements Entry {
        public Symlink {
            EntryPath.check(path);
            if (target.isEmpty()
                    || target.indexOf('\0') >= 0
                    || target.getBytes(StandardCharsets.UTF_8).length > EntryPath.MAX_BYTES) {
                throw new IllegalArgumentException("the target of the symbolic link " + path);
            }
        }
    }
}
