package community.kith.store.blob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// What a disk says when something went wrong, put so that a caller can act on it.
final class Disk {
    private Disk() {}

    static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw explain(e, to, 0);
        }
    }

    /// Tells a full disk from other trouble. Java has no type for it and its text depends on the locale, so the room
    /// that is left counts too.
    static IOException explain(IOException e, Path path, long wantedBytes) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("No space left") || message.contains("quota exceeded") || isFull(path, wantedBytes)) {
            return new StorageFullException("no room for %d bytes on the disk of %s".formatted(wantedBytes, path), e);
        }
        return new IOException("cannot write " + path + ": " + message, e);
    }

    private static boolean isFull(Path path, long wantedBytes) {
        try {
            return Files.getFileStore(path.toAbsolutePath().getParent()).getUsableSpace() < wantedBytes;
        } catch (IOException e) {
            return false;
        }
    }
}
