package community.kith.base.check;

import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Tries a parser on random bytes and on samples with changes: it must give a value or throw ProtocolException
/// (EOFException when it reads a stream), and allocate in proportion to what it was given.
public final class Fuzz {
    private static final int CASES = Integer.getInteger("kith.fuzz.rounds", 5_000);
    private static final long FIXED_BYTES = 256 * 1024;
    private static final long BYTES_PER_BYTE = 500;

    private Fuzz() {}

    @FunctionalInterface
    public interface Parser<T> {
        Object parse(T input) throws IOException;
    }

    /// Tries `parser` on bytes; `samples` are some that it takes.
    public static void bytes(List<byte[]> samples, Parser<byte[]> parser) {
        bytes(CASES, samples, parser);
    }

    public static void bytes(int cases, List<byte[]> samples, Parser<byte[]> parser) {
        Property.forAll(cases, random -> input(samples, random), input -> tryOne(input, input.length, parser));
    }

    /// Tries `parser` on text; `samples` are some that it takes.
    public static void text(List<String> samples, Parser<String> parser) {
        List<byte[]> encoded =
                samples.stream().map(s -> s.getBytes(StandardCharsets.UTF_8)).toList();
        Property.forAll(
                CASES,
                random -> new String(input(encoded, random), StandardCharsets.UTF_8),
                input -> tryOne(input, input.length(), parser));
    }

    private static <T> void tryOne(T input, int size, Parser<T> parser) throws IOException {
        long limit = FIXED_BYTES + BYTES_PER_BYTE * size;
        if (allocatedBy(input, parser) > limit) {
            // Loading classes allocates too, but only the first time.
            long again = allocatedBy(input, parser);
            if (again > limit) {
                throw new AssertionError("%d bytes allocated for %d".formatted(again, size));
            }
        }
    }

    /// The bytes that `parser` allocates, whether it takes or refuses the input.
    public static <T> long allocatedBy(T input, Parser<T> parser) throws IOException {
        long before = allocatedBytes();
        try {
            if (parser.parse(input) == null) {
                throw new AssertionError("null instead of a value");
            }
        } catch (ProtocolException | EOFException e) {
            // refused, as it should be
        }
        return allocatedBytes() - before;
    }

    private static byte[] input(List<byte[]> samples, RandomGenerator random) {
        if (samples.isEmpty() || random.nextInt(4) == 0) {
            return randomBytes(random, random.nextInt(64));
        }
        byte[] bytes = samples.get(random.nextInt(samples.size()));
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = mutated(bytes, random);
        }
        return bytes;
    }

    private static byte[] mutated(byte[] bytes, RandomGenerator random) {
        int at = random.nextInt(bytes.length + 1);
        return switch (random.nextInt(6)) {
            case 0 -> spliced(bytes, at, 0, randomBytes(random, 1 + random.nextInt(4)));
            case 1 -> spliced(bytes, at, random.nextInt(8), new byte[0]);
            case 2 -> spliced(bytes, at, 1, randomBytes(random, 1));
            case 3 -> Arrays.copyOf(bytes, at);
            case 4 -> spliced(bytes, at, 1, new byte[] {(byte) (0xff >> random.nextInt(8))});
            default -> at < bytes.length ? spliced(bytes, at, 1, flipped(bytes[at], random)) : bytes;
        };
    }

    private static byte[] spliced(byte[] bytes, int at, int removed, byte[] added) {
        int rest = Math.min(bytes.length, at + removed);
        byte[] result = Arrays.copyOf(bytes, at + added.length + bytes.length - rest);
        System.arraycopy(added, 0, result, at, added.length);
        System.arraycopy(bytes, rest, result, at + added.length, bytes.length - rest);
        return result;
    }

    private static byte[] flipped(byte b, RandomGenerator random) {
        return new byte[] {(byte) (b ^ (1 << random.nextInt(8)))};
    }

    private static byte[] randomBytes(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
