package community.kith.store.blob;

import java.io.IOException;
import java.nio.file.ReadOnlyFileSystemException;

/// What a disk says when something went wrong, put so that a caller can act on it.
final class Disk {
    private Disk() {}

    /// Tells a full disk and one that takes no writes from other trouble. Java has no types for them and the system's
    /// words depend on the locale, so the room that is left counts too.
    static IOException explain(IOException e, Volume volume, String what, long wantedBytes) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof StorageFullException || e instanceof ReadOnlyException) {
            return e;
        }
        if (message.contains("Read-only file system") || e.getCause() instanceof ReadOnlyFileSystemException) {
            return new ReadOnlyException("the disk takes no writes: cannot write " + what, e);
        }
        if (message.contains("No space left")
                || message.contains("quota exceeded")
                || message.contains("File too large")
                || isFull(volume, wantedBytes)) {
            return new StorageFullException("no room for %d bytes on the disk: %s".formatted(wantedBytes, what), e);
        }
        return new IOException("cannot write " + what + ": " + message, e);
    }

    private static boolean isFull(Volume volume, long wantedBytes) {
        try {
            return volume.usableBytes() < wantedBytes;
        } catch (IOException e) {
            return false;
        }
    }
}
