package community.kith.bench.side;

import java.util.List;

/// All there are.
public final class Benches {
    private Benches() {}

    public static List<Bench> all() {
        return List.of(
                new StreamBench(),
                new QuicBench(),
                new HandshakeBench(),
                new PingBench(),
                new WanBench(),
                new PutBench(),
                new GetBench(),
                new KilledBench(),
                new RangeBench(),
                new StartBench(),
                new MemoryBench(),
                new IndexBench(),
                new SmallBench(),
                new CodingBench(),
                new LogBench(),
                new TrustBench(),
                new RightsBench());
    }
}
