package community.kith.p2p.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/// Throws damaged messages at a parser: it may refuse with an IOException, and do nothing else. `-Dkith.fuzz.rounds`
/// and
/// `-Dkith.fuzz.seed` make it try more, and others.
public final class Fuzz {
    private static final int ROUNDS = Integer.getInteger("kith.fuzz.rounds", 4_000);
    private static final long OTHER = Long.getLong("kith.fuzz.seed", 0);

    private Fuzz() {}

    /// A parser of bytes from a peer.
    @FunctionalInterface
    public interface Parser {
        void parse(byte[] bytes) throws IOException;
    }

    /// Damages `good` in many ways; the same seed damages in the same way.
    public static void damage(long seed, byte[] good, Parser parser) {
        Random random = new Random(seed + OTHER);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bad = damaged(good, random);
            try {
                parser.parse(bad);
            } catch (IOException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + (seed + OTHER) + " round " + round + ": " + Arrays.toString(bad), e);
            }
        }
        assertThat(refused).as("some damage is noticed").isPositive();
    }

    private static byte[] damaged(byte[] good, Random random) {
        byte[] bad = switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(good, random.nextInt(good.length + 1));
            case 1 -> Arrays.copyOf(good, good.length + random.nextInt(16));
            case 2 -> new byte[random.nextInt(64)];
            default -> good.clone();
        };
        if (bad.length > 0) {
            int flips = 1 + random.nextInt(4);
            for (int i = 0; i < flips; i++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
        }
        return bad;
    }
}
