package community.kith.community.placement;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// Devices, households and files for tests, by number.
final class Circle {
    private static final Map<Integer, PeerId> PEERS = new ConcurrentHashMap<>();

    private Circle() {}

    static PeerId peer(int number) {
        return PEERS.computeIfAbsent(number, Circle::derived);
    }

    private static PeerId derived(int number) {
        byte[] seed = ByteBuffer.allocate(SigningKey.SEED_BYTES).putInt(number).array();
        return PeerId.of(SigningKey.fromSeed(seed).verifyingKey());
    }

    static Domain house(int number) {
        return new Domain("house " + number);
    }

    /// The device of that number, alone in the house of that number.
    static Held held(int row, int number) {
        return new Held(row, peer(number), house(number));
    }

    /// Rows 0 to n − 1, each in its own house.
    static List<Held> oneEach(int n) {
        return IntStream.range(0, n).mapToObj(i -> held(i, i)).toList();
    }

    static Candidate candidate(int number) {
        return new Candidate(peer(number), house(number), 1L << 40, true, Redundancy.PRIOR);
    }

    static List<Candidate> candidates(int count) {
        return IntStream.range(0, count).mapToObj(Circle::candidate).toList();
    }

    static SegmentId segment(int number) {
        return new SegmentId(Cid.ofRaw(ByteBuffer.allocate(4).putInt(number).array()));
    }
}
