package community.kith.store.erasure;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;

/// Finds out which coders are fast here. Nothing is believed of processors, virtual machines and their options but what
/// the clock says: vectors that the processor does not have can take a thousand times as long as plain Java, and so can
/// a
/// tile that the JIT compiles badly; neither is ever used.
///
/// Works in a thread of its own, as nobody should wait for it: compiling a tile takes half a second. The thread ends
/// with
/// the last wish. Readers see a coder that has passed at once; the queue is guarded by this.
final class Trials {
    /// How much faster a vector has to be than what serves without.
    private static final double CLEARLY = 1.1;
    /// So much faster only the right length of vector is.
    private static final double BY_FAR = 3;

    private final Queue<TileShape> wanted = new ArrayDeque<>();
    private boolean working;
    private boolean begun;
    private List<VectorCoder> candidates = List.of();
    private volatile Coder anywhere = new LaneCoder();
    private volatile Optional<VectorCoder> vectors = Optional.empty();

    /// The fastest that can compute anything.
    Coder anywhere() {
        return anywhere;
    }

    /// The fastest for the tiles it knows.
    Optional<VectorCoder> vectors() {
        return vectors;
    }

    /// Lets a shape be tried soon.
    synchronized void want(TileShape shape) {
        wanted.add(shape);
        if (!working) {
            working = true;
            Thread.ofPlatform().daemon().name("kith-coder-trials").start(this::work);
        }
    }

    private void work() {
        for (Optional<TileShape> next = next(); next.isPresent(); next = next()) {
            if (!begun) {
                begun = true;
                tryIsal(next.get());
                candidates = candidates();
            }
            tryVectors(next.get());
        }
    }

    private synchronized Optional<TileShape> next() {
        Optional<TileShape> next = Optional.ofNullable(wanted.poll());
        working = next.isPresent();
        return next;
    }

    private void tryIsal(TileShape shape) {
        Sums example = Trial.example(shape);
        double toBeat = Trial.bestNanos(() -> anywhere.run(example, 0, Trial.BYTES), Double.MAX_VALUE);
        IsalCoder.find()
                .filter(isal -> Trial.bestNanos(() -> isal.run(example, 0, Trial.BYTES), toBeat) < toBeat)
                .ifPresent(isal -> anywhere = isal);
    }

    private static List<VectorCoder> candidates() {
        int longest = VectorCoder.longestVectorBits().orElse(0);
        return Stream.of(512, 256, 128)
                .filter(bits -> bits <= longest)
                .map(VectorCoder::new)
                .toList();
    }

    /// The first shape decides on the length of vectors, for all.
    private void tryVectors(TileShape shape) {
        Sums example = Trial.example(shape);
        double toBeat = Trial.bestNanos(() -> anywhere.run(example, 0, Trial.BYTES), Double.MAX_VALUE) / CLEARLY;
        Optional<Passed> best = Optional.empty();
        for (VectorCoder candidate : candidates) {
            Tile tile = candidate.write(shape);
            double nanos = Trial.bestNanos(() -> candidate.runTile(tile, example, Trial.BYTES), toBeat);
            if (nanos < best.map(Passed::nanos).orElse(toBeat)) {
                best = Optional.of(new Passed(candidate, tile, nanos));
            }
            if (nanos * BY_FAR < toBeat) {
                break;
            }
        }
        best.ifPresent(passed -> {
            passed.coder().keep(shape, passed.tile());
            vectors = Optional.of(passed.coder());
        });
        candidates = vectors.stream().toList();
    }

    private record Passed(VectorCoder coder, Tile tile, double nanos) {}
}
