package community.kith.store.file;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import community.kith.store.manifest.Coding;
import community.kith.store.manifest.Shape;
import java.time.Instant;
import java.util.Random;

/// What the tests here put with.
final class Puts {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00.123Z");
    static final int FRAME = 64 * 1024;

    private Puts() {}

    /// Small segments of three frames.
    static Splitter splitter(long seed, Coding coding) {
        return splitter(seed, coding, new Shape(3, 5, 3 * FRAME));
    }

    static Splitter splitter(long seed, Coding coding, Shape shape) {
        Did owner = Did.of(SigningKey.generate(new Random(1)).verifyingKey());
        return new Splitter(new Recipe(owner, "private", NOW, shape, coding), new Random(seed));
    }

    static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
