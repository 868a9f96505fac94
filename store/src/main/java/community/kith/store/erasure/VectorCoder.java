package community.kith.store.erasure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Looks up products of half bytes with the shuffle instructions of the processor, by the JDK Vector API: a whole
/// vector
/// at once, some [tiles][Tile] one after the other. Source: Plank, Greenan, Miller, "Screaming Fast Galois Field
/// Arithmetic Using Intel SIMD Instructions" (FAST 2013).
///
/// Thread safe. Tiles are written when first needed and kept; there are no more than the few shapes of [Tiling].
final class VectorCoder implements Coder {
    private static final String MODULE = "jdk.incubator.vector";
    private static final byte[] PRODUCTS = Products.ofAll();
    /// So much of every input stays in the nearest cache while several tiles need it.
    private static final int STRIP_BYTES = 8 * 1024;

    private final int bits;
    private final Map<TileShape, Tile> tiles = new ConcurrentHashMap<>();

    /// @param bits of a vector: 128, 256 or 512
    VectorCoder(int bits) {
        this.bits = bits;
    }

    /// How long vectors may be on this machine, when this process has the incubator module.
    static Optional<Integer> longestVectorBits() {
        Optional<Module> module = ModuleLayer.boot().findModule(MODULE);
        if (module.isEmpty()) {
            return Optional.empty();
        }
        VectorCoder.class.getModule().addReads(module.get());
        try {
            Class<?> shape = Class.forName(MODULE + ".VectorShape");
            Object preferred = shape.getMethod("preferredShape").invoke(null);
            return Optional.of((Integer) shape.getMethod("vectorBitSize").invoke(preferred));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the module " + MODULE + " is another one than we know", e);
        }
    }

    @Override
    public String name() {
        return "JDK Vector API with " + bits + " bits";
    }

    @Override
    public void run(Sums sums, int offset, int length) {
        run(sums, Tiling.of(sums), offset, length);
    }

    /// @param parts of these sums, as [Tiling] cuts them
    void run(Sums sums, List<Tiling.Part> parts, int offset, int length) {
        int rest = length % (bits / Byte.SIZE);
        int whole = length - rest;
        runWhole(parts, offset, whole);
        if (rest > 0) {
            runRest(sums, offset + whole, rest);
        }
    }

    /// Whether there is a tile for each of these, that need not be written first.
    boolean knows(List<Tiling.Part> parts) {
        for (Tiling.Part part : parts) {
            if (!tiles.containsKey(part.shape())) {
                return false;
            }
        }
        return true;
    }

    /// A tile that is not used yet.
    Tile write(TileShape shape) {
        return TileWriter.write(shape, bits);
    }

    /// Uses this tile from now on.
    void keep(TileShape shape, Tile tile) {
        tiles.put(shape, tile);
    }

    private Tile tile(TileShape shape) {
        return tiles.computeIfAbsent(shape, this::write);
    }

    private void runWhole(List<Tiling.Part> parts, int offset, int length) {
        int strip = parts.size() == 1 ? Math.max(length, 1) : STRIP_BYTES;
        for (int at = 0; at < length; at += strip) {
            int from = offset + at;
            int to = offset + Math.min(length, at + strip);
            for (Tiling.Part part : parts) {
                tile(part.shape()).run(PRODUCTS, part.sums(), from, to);
            }
        }
    }

    /// What does not fill a vector is done in one that has room.
    private void runRest(Sums sums, int offset, int length) {
        int room = bits / Byte.SIZE;
        byte[][] inputs = new byte[sums.columns()][room];
        for (int j = 0; j < inputs.length; j++) {
            System.arraycopy(sums.inputs()[j], offset, inputs[j], 0, length);
        }
        byte[][] outputs = new byte[sums.outputs().length][room];
        runWhole(Tiling.of(new Sums(sums.rows(), inputs, outputs)), 0, room);
        for (int r = 0; r < outputs.length; r++) {
            System.arraycopy(outputs[r], 0, sums.outputs()[r], offset, length);
        }
    }

    /// One pass of a tile over itself, for its trial.
    void runTile(Tile tile, Sums sums, int length) {
        tile.run(PRODUCTS, sums, 0, length);
    }
}
