package community.kith.bench.coding;

import community.kith.store.seal.ContentKey;
import community.kith.store.seal.Frame;
import community.kith.store.seal.Sealer;
import java.security.SecureRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Seals frames of 64 KiB.
@State(Scope.Thread)
public class Sealing {
    private final Sealer sealer = new Sealer(ContentKey.generate(new SecureRandom()));
    private final byte[] plain = Pieces.random();
    private final byte[] sealed = new byte[Frame.SEALED_BYTES];
    private long frames;

    @Benchmark
    public byte[] seal() {
        sealer.seal(new Frame(frames++, false), plain, 0, plain.length, sealed, 0);
        return sealed;
    }
}
