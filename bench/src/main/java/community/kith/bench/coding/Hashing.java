package community.kith.bench.coding;

import community.kith.base.crypto.Sha256;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Names pieces of 64 KiB by their hash.
@State(Scope.Thread)
public class Hashing {
    private final byte[] piece = Pieces.random();

    @Benchmark
    public byte[] hash() {
        return Sha256.of(piece);
    }
}
