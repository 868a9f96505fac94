package community.kith.sync.merkle;

import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Up to 256 hashes of a tree in a row, as one file: the unit in which others read it. Source: C2SP tlog-tiles.
///
/// @param level 0 for leaves; each level is eight levels of the tree
/// @param index of the tile in its level
/// @param width how many hashes it has; fewer than 256 only at the right end of a tree
public record Tile(int level, long index, int width) {
    public static final int FULL = 256;
    /// Levels of the tree in one level of tiles.
    public static final int HEIGHT = 8;

    private static final int MAX_LEVEL = 63;
    private static final int MAX_PATH_CHARACTERS = 64;
    private static final int THOUSAND = 1000;

    public Tile {
        if (level < 0 || level > MAX_LEVEL || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException("no tile: level " + level + ", " + index + ", width " + width);
        }
    }

    /// All tiles of a tree of that size, the lowest level first.
    public static List<Tile> of(long size) {
        List<Tile> tiles = new ArrayList<>();
        long hashes = size;
        for (int level = 0; hashes > 0; level++) {
            for (long index = 0; index < hashes / FULL; index++) {
                tiles.add(new Tile(level, index, FULL));
            }
            if (hashes % FULL > 0) {
                tiles.add(new Tile(level, hashes / FULL, (int) (hashes % FULL)));
            }
            hashes /= FULL;
        }
        return tiles;
    }

    /// The tile that has a hash of the tree of that size.
    ///
    /// @param atLevel of the tree
    static Tile with(int atLevel, long index, long size) {
        int level = atLevel / HEIGHT;
        int below = atLevel % HEIGHT;
        long tile = index >> (HEIGHT - below);
        long hashes = size >> (HEIGHT * level);
        return new Tile(level, tile, (int) Math.min(FULL, hashes - tile * FULL));
    }

    public boolean isFull() {
        return width == FULL;
    }

    /// Where it is below a log's prefix, such as `tile/0/x001/x234/067` or `tile/1/000.p/17`.
    public String path() {
        return "tile/" + level + "/" + place();
    }

    /// Where the entries below a tile of level 0 are, such as `tile/entries/000.p/3`.
    public String entriesPath() {
        if (level != 0) {
            throw new IllegalArgumentException("entries are below level 0, not " + level);
        }
        return "tile/entries/" + place();
    }

    private String place() {
        StringBuilder place = new StringBuilder(String.format(Locale.ROOT, "%03d", index % THOUSAND));
        for (long rest = index / THOUSAND; rest > 0; rest /= THOUSAND) {
            place.insert(0, String.format(Locale.ROOT, "x%03d/", rest % THOUSAND));
        }
        return isFull() ? place.toString() : place + ".p/" + width;
    }

    /// Reads [#path]; every other way to write one is refused.
    public static Tile parse(String path) throws ProtocolException {
        String[] parts = path.length() > MAX_PATH_CHARACTERS ? new String[0] : path.split("/", -1);
        if (parts.length < 3 || !parts[0].equals("tile")) {
            throw new ProtocolException("not the path of a tile");
        }
        Optional<Tile> tile = read(parts);
        if (tile.isEmpty() || !tile.get().path().equals(path)) {
            throw new ProtocolException("not the path of a tile: " + path.replaceAll("[^ -~]", "?"));
        }
        return tile.get();
    }

    private static Optional<Tile> read(String[] parts) {
        boolean partial = parts[parts.length - 2].endsWith(".p");
        int end = parts.length - (partial ? 1 : 0);
        try {
            long index = 0;
            for (int i = 2; i < end; i++) {
                String digits = parts[i].replaceFirst("^x", "").replaceFirst("\\.p$", "");
                index = Math.addExact(Math.multiplyExact(index, THOUSAND), Integer.parseInt(digits));
            }
            int width = partial ? Integer.parseInt(parts[end]) : FULL;
            return Optional.of(new Tile(Integer.parseInt(parts[1]), index, width));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
