package community.kith.bench.coding;

import community.kith.store.erasure.ReedSolomon;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Makes the parity shards of k data shards of 64 KiB each.
@State(Scope.Thread)
public class Encoding {
    /// Data shards.
    @Param({"3", "4"})
    public int k;

    /// All shards.
    @Param("7")
    public int n;

    private ReedSolomon code = new ReedSolomon(1, 1);
    private byte[][] shards = new byte[0][];

    @Setup
    public void fill() {
        code = new ReedSolomon(k, n);
        shards = new byte[n][Pieces.BYTES];
        Random random = new Random(1);
        for (byte[] shard : shards) {
            random.nextBytes(shard);
        }
    }

    @Benchmark
    public byte[][] encode() {
        code.encode(shards, 0, Pieces.BYTES);
        return shards;
    }
}
