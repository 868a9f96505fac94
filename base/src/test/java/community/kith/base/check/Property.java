package community.kith.base.check;

import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// A promise tried on many random values, the same ones in every run.
///
/// A failure names the seed of its case; `-Dkith.seed=SEED` tries that case alone.
public final class Property {
    private static final int CASES = 500;

    private Property() {}

    /// What must hold of a value; it fails by throwing.
    @FunctionalInterface
    public interface Check<T> {
        void accept(T value) throws Exception;
    }

    public static <T> void forAll(Function<RandomGenerator, T> generator, Check<? super T> check) {
        forAll(CASES, generator, check);
    }

    public static <T> void forAll(int cases, Function<RandomGenerator, T> generator, Check<? super T> check) {
        Long only = Long.getLong("kith.seed");
        if (only != null) {
            tryOne(only, generator, check);
            return;
        }
        for (long seed = 1; seed <= cases; seed++) {
            tryOne(seed, generator, check);
        }
    }

    private static <T> void tryOne(long seed, Function<RandomGenerator, T> generator, Check<? super T> check) {
        T value = generator.apply(new Random(seed * 0x9E3779B97F4A7C15L));
        try {
            check.accept(value);
        } catch (Exception | AssertionError e) {
            throw new AssertionError("fails for seed %d: %s".formatted(seed, Show.value(value)), e);
        }
    }
}
