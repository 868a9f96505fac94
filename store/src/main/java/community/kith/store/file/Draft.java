package community.kith.store.file;

import community.kith.base.crypto.Sha256;
import community.kith.store.disk.DirectFile;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.Segment;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/// What is left of a large file that could not be brought back to its end, beside its place: whoever asks for the same
/// there goes on with it. Its name follows from both.
///
/// @param file where it is, or will be
/// @param goodBytes how much of it is right, and need not be fetched again
record Draft(Path file, long goodBytes) {
    /// Files that are not larger are fetched again.
    static final long LARGE_BYTES = 16L << 20;

    /// Cuts off whatever is not recognised.
    static Draft of(Manifest manifest, Path place) throws IOException {
        Path file = place.resolveSibling(name(manifest, place));
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(file);
            return new Draft(file, 0);
        }
        // The last piece is always written, so that there is something to finish.
        long right = Math.min(Recognition.bytesOf(manifest, file), manifest.sizeBytes() - 1);
        long good = right / DirectFile.PIECE_BYTES * DirectFile.PIECE_BYTES;
        try (FileChannel left = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            left.truncate(good);
        }
        return new Draft(file, good);
    }

    /// The beginnings of a file within a folder.
    static Path inFolder(Path place, String manifestDigest) {
        return place.resolveSibling(Unfinished.name(place.getFileName() + "\0" + manifestDigest));
    }

    /// What tells one content from another.
    static String digest(Manifest manifest) {
        MessageDigest digest = Sha256.fresh();
        for (Segment segment : manifest.segments()) {
            digest.update(segment.stripe().id().bytes());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String name(Manifest manifest, Path place) {
        MessageDigest digest = Sha256.fresh();
        digest.update(place.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        for (Segment segment : manifest.segments()) {
            digest.update(segment.stripe().id().bytes());
        }
        return ".kith-" + HexFormat.of().formatHex(digest.digest(), 0, 12) + ".part";
    }
}
