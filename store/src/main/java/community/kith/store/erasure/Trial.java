package community.kith.store.erasure;

import java.util.Arrays;
import java.util.Random;

/// Finds out how fast a way of computing is, while the JIT may still be compiling it and others want the processor too:
/// the best of many short passes counts, until they stop getting better.
final class Trial {
    /// So short that passes are many also before the JIT has compiled them.
    static final int BYTES = 1024;

    /// Below, what the clock takes would count.
    private static final long MIN_PASS_NANOS = 20_000;
    /// Counted and not timed, as a busy machine takes its time: the JIT has compiled long before.
    private static final int MAX_PASSES = 10_000;

    private static final int PLATEAU_PASSES = 1_000;

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

    /// The nanoseconds that one call takes at best: when no better pass has come for a while and it takes less than
    /// `wantedNanos`, or after four seconds of work where it is so slow that nobody would want it.
    static double bestNanos(Runnable call, double wantedNanos) {
        double best = Double.MAX_VALUE;
        int calls = 1;
        int improved = 0;
        for (int pass = 0; pass < MAX_PASSES; pass++) {
            long begun = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                call.run();
            }
            long took = System.nanoTime() - begun;
            double nanos = (double) took / calls;
            if (nanos < 0.9 * best) {
                improved = pass;
            }
            best = Math.min(best, nanos);
            if (took < MIN_PASS_NANOS) {
                calls *= 2;
            } else if (best < wantedNanos && pass - improved > PLATEAU_PASSES) {
                break;
            }
        }
        return best;
    }
}
