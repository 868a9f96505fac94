package community.kith.app.soak;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The blobs of a node as they lie on its disk, read as docs/spec/blob-store.md has them, and bits of them flipped
/// where
/// they lie, below the node that goes on using them.
final class BitRot {
    private static final int FIRST_RECORD = 8192;
    private static final int HEAD_BYTES = 56;
    private static final int MAGIC = 0x6b626c62;
    /// An audit reads 4 KiB, so each finds a flipped bit.
    private static final int EVERY_BYTES = 2048;

    private final Path store;

    BitRot(Path home) {
        this.store = home.resolve("blobs");
    }

    /// Where a blob's bytes are.
    private record Spot(Path file, long offset, int lengthBytes) {}

    /// The names of all blobs that count, in hex.
    List<String> blobs() throws IOException {
        return List.copyOf(spots().keySet());
    }

    /// Flips bits all over a blob.
    void flip(String blob) throws IOException {
        Spot spot = spots().get(blob);
        if (spot == null) {
            throw new AssertionError(blob + " is not on the disk");
        }
        try (var file = new RandomAccessFile(spot.file.toFile(), "rw")) {
            for (int at = 0; at < spot.lengthBytes; at += EVERY_BYTES) {
                file.seek(spot.offset + at);
                int before = file.read();
                file.seek(spot.offset + at);
                file.write(before ^ 1);
            }
        }
    }

    /// Whether the blob's bytes are what its name says; empty when it is not there, or no longer counts.
    Optional<Boolean> isWhole(String blob) throws IOException {
        Spot spot = spots().get(blob);
        if (spot == null) {
            return Optional.empty();
        }
        byte[] bytes = new byte[spot.lengthBytes];
        try (var file = new RandomAccessFile(spot.file.toFile(), "r")) {
            file.seek(spot.offset);
            file.readFully(bytes);
            return Optional.of(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .equals(blob));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private SortedMap<String, Spot> spots() throws IOException {
        SortedMap<String, Spot> spots = new TreeMap<>();
        for (Path pack : files("packs")) {
            try {
                read(pack, spots);
            } catch (NoSuchFileException e) {
                return spots(); // emptied meanwhile: what it had stands at the end of another
            }
        }
        return spots;
    }

    /// Later records overrule earlier ones.
    private void read(Path pack, Map<String, Spot> spots) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(pack));
        int at = FIRST_RECORD;
        while (at + HEAD_BYTES <= bytes.capacity() && bytes.getInt(at) == MAGIC) {
            byte[] hash = new byte[32];
            bytes.get(at + 16, hash);
            String name = HexFormat.of().formatHex(hash);
            int kind = bytes.getInt(at + 4);
            int size = (int) bytes.getLong(at + 8);
            if (kind == 1) {
                spots.put(name, new Spot(pack, at + HEAD_BYTES, size));
            } else {
                spots.remove(name);
            }
            Path file = store.resolve("blobs").resolve(name.substring(0, 2)).resolve(name);
            if (kind == 2 && Files.exists(file)) {
                spots.put(name, new Spot(file, 0, size));
            }
            at += HEAD_BYTES + (kind == 1 ? size + 7 & -8 : 0);
        }
    }

    private List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(store.resolve(folder))) {
            return files.sorted().toList();
        }
    }
}
