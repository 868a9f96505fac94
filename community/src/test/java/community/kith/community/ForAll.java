package community.kith.community;

import java.net.ProtocolException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A property, tried on many random cases that are the same in every run.
public final class ForAll {
    private ForAll() {}

    public interface Property {
        void holds(RandomGenerator random);
    }

    /// Reads bytes and looks at what they say.
    public interface Parser {
        void parse(byte[] bytes) throws ProtocolException;
    }

    public static void forAll(int cases, Property property) {
        for (long seed = 0; seed < cases; seed++) {
            try {
                property.holds(random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("does not hold for case " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /// Damages bytes in every simple way: whatever comes out, parsing it must end in a value or a ProtocolException.
    public static void forAllDamaged(byte[] good, int cases, Parser parser) {
        forAll(cases, random -> {
            byte[] bad = damaged(good, random);
            try {
                parser.parse(bad);
            } catch (ProtocolException expected) {
                if (expected.getMessage() == null || expected.getMessage().isBlank()) {
                    throw new AssertionError("a refusal without a reason", expected);
                }
            }
        });
    }

    private static byte[] damaged(byte[] good, RandomGenerator random) {
        byte[] bad = Arrays.copyOf(good, random.nextBoolean() ? good.length : random.nextInt(good.length + 8));
        for (int flips = random.nextInt(4); flips > 0 && bad.length > 0; flips--) {
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bad;
    }

    public static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
