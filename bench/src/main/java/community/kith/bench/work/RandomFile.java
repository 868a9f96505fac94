package community.kith.bench.work;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// Files that cannot be compressed.
public final class RandomFile {
    private static final int MIB = 1 << 20;

    private RandomFile() {}

    public static Path write(Path path, int mib) throws IOException {
        return write(path, mib, mib);
    }

    /// @param seed another one makes another file
    public static Path write(Path path, int mib, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] piece = new byte[MIB];
        try (OutputStream out = Files.newOutputStream(path)) {
            for (int i = 0; i < mib; i++) {
                random.nextBytes(piece);
                out.write(piece);
            }
        }
        return path;
    }

    /// @throws IOException when the two files differ
    public static void requireSame(Path expected, Path actual) throws IOException {
        long at = Files.mismatch(expected, actual);
        if (at >= 0) {
            throw new IOException(actual + " differs from " + expected + " at byte " + at);
        }
    }
}
