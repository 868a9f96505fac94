package community.kith.sync.merkle;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.LinkedHashMap;
import java.util.Map;

/// A tree's hashes out of its tiles, from wherever they are. A tile is believed only as far as its hashes lead to a
/// root that is signed, so whoever proves something by them checks the proof as if somebody else had made it. One
/// thread's.
public final class TiledHashes implements Hashes {
    /// How many tiles are remembered: enough for any one proof.
    private static final int MAX_REMEMBERED = 64;

    private final long size;
    private final Source source;
    private final Map<Tile, byte[]> remembered = new LinkedHashMap<>();

    /// Where the tiles are: a folder, a server.
    @FunctionalInterface
    public interface Source {
        /// @return 32 bytes for each of the tile's hashes
        byte[] read(Tile tile) throws IOException;
    }

    /// @param size of the tree whose tiles these are
    public TiledHashes(long size, Source source) {
        this.size = size;
        this.source = source;
    }

    /// The bytes of a tile of a tree that is here.
    public static byte[] bytes(Tile tile, Hashes hashes) throws IOException {
        byte[] bytes = new byte[tile.width() * Hash.BYTES];
        for (int i = 0; i < tile.width(); i++) {
            hashes.at(tile.level() * Tile.HEIGHT, tile.index() * Tile.FULL + i).put(bytes, i * Hash.BYTES);
        }
        return bytes;
    }

    @Override
    public Hash at(int level, long index) throws IOException {
        Tile tile = Tile.with(level, index, size);
        int below = level % Tile.HEIGHT;
        int first = (int) ((index << below) - tile.index() * Tile.FULL);
        return over(tile(tile), first, 1 << below);
    }

    private static Hash over(byte[] tile, int first, int count) {
        if (count == 1) {
            return Hash.of(tile, first * Hash.BYTES);
        }
        int half = count / 2;
        return Hash.above(over(tile, first, half), over(tile, first + half, half));
    }

    private byte[] tile(Tile tile) throws IOException {
        byte[] known = remembered.get(tile);
        if (known != null) {
            return known;
        }
        byte[] bytes = source.read(tile);
        if (bytes.length != tile.width() * Hash.BYTES) {
            throw new ProtocolException(
                    "the tile %s has %d bytes instead of %d".formatted(tile.path(), bytes.length, tile.width() * 32));
        }
        if (remembered.size() == MAX_REMEMBERED) {
            remembered.remove(remembered.keySet().iterator().next());
        }
        remembered.put(tile, bytes);
        return bytes;
    }
}
