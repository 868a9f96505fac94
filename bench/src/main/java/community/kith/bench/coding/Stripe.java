package community.kith.bench.coding;

import community.kith.store.erasure.ReedSolomon;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// k data shards and m further ones, and every way to make some of them from others. To decode is to get as many data
/// shards back as can be lost, which costs most.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Stripe(int k, int m, byte[][] shards) {
    static Stripe random(int k, int m, int size) {
        byte[][] shards = new byte[k + m][size];
        Random random = new Random(1);
        for (byte[] shard : shards) {
            random.nextBytes(shard);
        }
        return new Stripe(k, m, shards);
    }

    int size() {
        return shards[0].length;
    }

    int lost() {
        return Math.min(k, m);
    }

    byte[][] data() {
        return Arrays.copyOf(shards, k);
    }

    byte[][] parity() {
        return Arrays.copyOfRange(shards, k, k + m);
    }

    Runnable encode() {
        ReedSolomon code = new ReedSolomon(k, k + m);
        return () -> code.encode(shards, 0, size());
    }

    Runnable decode() {
        ReedSolomon code = new ReedSolomon(k, k + m);
        byte[] @Nullable [] left = shards.clone();
        Arrays.fill(left, 0, lost(), null);
        byte[] @Nullable [] into = new byte[k + m][];
        System.arraycopy(new byte[lost()][size()], 0, into, 0, lost());
        return () -> code.recover(left, into, 0, size());
    }

    /// Coefficients that are neither 0 nor 1, for coders that have their own matrix or for which any is as good.
    static int[][] anyRows(int rows, int columns) {
        int[][] coefficients = new int[rows][];
        for (int row = 0; row < rows; row++) {
            coefficients[row] = new Random(row).ints(columns, 2, 256).toArray();
        }
        return coefficients;
    }
}
