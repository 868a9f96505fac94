package community.kith.store.file;

import community.kith.store.manifest.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;

/// What the file system says about a path, not following links.
record FileFacts(BasicFileAttributes attributes, boolean executable) {
    /// The first and last moments that 64 bits of nanoseconds reach; some file systems hold stranger ones.
    private static final Instant EARLIEST = Instant.EPOCH.plusNanos(Long.MIN_VALUE);
    private static final Instant LATEST = Instant.EPOCH.plusNanos(Long.MAX_VALUE);

    static FileFacts of(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return posix(path);
        }
        BasicFileAttributes basic = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new FileFacts(basic, false);
    }

    private static FileFacts posix(Path path) throws IOException {
        PosixFileAttributes posix = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new FileFacts(posix, posix.permissions().contains(PosixFilePermission.OWNER_EXECUTE));
    }

    Entry.File file(String path) {
        return new Entry.File(path, 0, attributes.size(), modified(), executable);
    }

    Instant modified() {
        Instant time = attributes.lastModifiedTime().toInstant();
        return time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
    }
}
