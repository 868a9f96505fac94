package community.kith.app.demo;

import community.kith.app.files.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Pieces of the plaintext, and the search for them on other people's disks.
final class Canary {
    private static final int PIECE_BYTES = 32;
    private static final int MAX_PIECES = 500;
    private static final int BUFFER_BYTES = 1 << 20;
    /// A piece of fewer different bytes, such as a row of zeros, may well be anywhere.
    private static final int DIFFERENT_BYTES = 10;

    /// Pieces by their first eight bytes.
    private final Map<Long, List<ByteBuffer>> pieces = new HashMap<>();

    /// Whether any piece begins with these two bytes: a quick no for most places.
    private final BitSet beginnings = new BitSet(1 << 16);

    private long searchedBytes;

    /// Takes a piece from the middle of up to 500 files of a tree.
    static Canary from(Path tree) throws IOException {
        var files = new ArrayList<Path>();
        Trees.forEachFile(tree, files::add);
        int stride = Math.max(1, files.size() / MAX_PIECES);
        var canary = new Canary();
        for (int file = 0; file < files.size(); file += stride) {
            canary.takeFrom(files.get(file));
        }
        return canary;
    }

    private void takeFrom(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
            long middle = Math.max(0, channel.size() / 2 - PIECE_BYTES / 2);
            while (piece.hasRemaining() && channel.read(piece, middle + piece.position()) > 0) {}
            if (!piece.hasRemaining() && different(piece.array()) >= DIFFERENT_BYTES) {
                beginnings.set(piece.getShort(0) & 0xffff);
                pieces.computeIfAbsent(piece.getLong(0), start -> new ArrayList<>())
                        .add(piece.flip());
            }
        }
    }

    private static int different(byte[] piece) {
        Set<Byte> seen = new HashSet<>();
        for (byte each : piece) {
            seen.add(each);
        }
        return seen.size();
    }

    /// Leaves out the pieces that are in a tree already, for other reasons.
    void forgetWhatIsIn(Path tree) throws IOException {
        search(tree).forEach(found -> pieces.values().forEach(list -> list.remove(found)));
        searchedBytes = 0;
    }

    int size() {
        return pieces.values().stream().mapToInt(List::size).sum();
    }

    long searchedBytes() {
        return searchedBytes;
    }

    /// The pieces that are in any file below.
    Set<ByteBuffer> search(Path tree) throws IOException {
        Set<ByteBuffer> found = new HashSet<>();
        Trees.forEachFile(tree, file -> {
            try (InputStream in = Files.newInputStream(file)) {
                search(in, found);
            } catch (NoSuchFileException gone) {
                // a node that runs writes and removes files
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return found;
    }

    private void search(InputStream in, Set<ByteBuffer> found) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        int kept = 0;
        for (int count = in.read(buffer, 0, BUFFER_BYTES); count > 0; ) {
            int filled = kept + count;
            searchedBytes += count;
            search(buffer, filled, found);
            kept = Math.min(filled, PIECE_BYTES - 1);
            System.arraycopy(buffer, filled - kept, buffer, 0, kept);
            count = in.read(buffer, kept, BUFFER_BYTES - kept);
        }
    }

    private void search(byte[] buffer, int filled, Set<ByteBuffer> found) {
        long window = 0;
        for (int end = 0; end < filled; end++) {
            window = window << 8 | (buffer[end] & 0xff);
            int start = end - 7;
            if (start >= 0 && start + PIECE_BYTES <= filled && beginnings.get((int) (window >>> 48))) {
                for (ByteBuffer piece : pieces.getOrDefault(window, List.of())) {
                    if (piece.equals(ByteBuffer.wrap(buffer, start, PIECE_BYTES))) {
                        found.add(piece);
                    }
                }
            }
        }
    }
}
