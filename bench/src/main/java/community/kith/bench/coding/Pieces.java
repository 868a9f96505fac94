package community.kith.bench.coding;

import java.util.Random;

/// What the benchmarks work on.
public final class Pieces {
    public static final int BYTES = 64 * 1024;

    private Pieces() {}

    static byte[] random() {
        byte[] piece = new byte[BYTES];
        new Random(1).nextBytes(piece);
        return piece;
    }
}
