package community.kith.store.erasure;

import java.util.Arrays;
import java.util.Random;

/// Finds out how fast a way of computing is, while the JIT may still be compiling it and others want the processor too:
/// the best of many short passes counts, until they stop getting better.
final class Trial {
    /// So short that passes are many also before the JIT has compiled them.
    static final int BYTES = 1024;

    private static final long PATIENCE_NANOS = 2_000_000_000L;
    private static final long PLATEAU_NANOS = 50_000_000L;
    /// Below, what the clock takes would count.
    private static final long MIN_PASS_NANOS = 20_000;

    private Trial() {}

    /// Something to compute in a tile of this shape.
    static Sums example(TileShape shape) {
        Random random = new Random(1);
        int[][] rows = new int[shape.rows()][shape.columns()];
        for (int row = 0; row < shape.rows(); row++) {
            for (int column = 0; column < shape.columns(); column++) {
                rows[row][column] = shape.isOne(row, column) ? 1 : 2 + random.nextInt(254);
            }
        }
        byte[][] inputs = new byte[shape.columns()][BYTES];
        Arrays.stream(inputs).forEach(random::nextBytes);
        return new Sums(rows, inputs, new byte[shape.rows()][BYTES]);
    }

    /// The nanoseconds that one call takes at best, after two seconds at most; sooner when no better one has come for a
    /// while and it takes less than `wantedNanos`.
    static double bestNanos(Runnable call, double wantedNanos) {
        long start = System.nanoTime();
        long improved = start;
        double best = Double.MAX_VALUE;
        int calls = 1;
        for (long now = start; now - start < PATIENCE_NANOS; ) {
            long begun = now;
            for (int i = 0; i < calls; i++) {
                call.run();
            }
            now = System.nanoTime();
            double nanos = (double) (now - begun) / calls;
            if (nanos < 0.9 * best) {
                improved = now;
            }
            best = Math.min(best, nanos);
            if (now - begun < MIN_PASS_NANOS) {
                calls *= 2;
            } else if (best < wantedNanos && now - improved > PLATEAU_NANOS) {
                return best;
            }
        }
        return best;
    }
}
