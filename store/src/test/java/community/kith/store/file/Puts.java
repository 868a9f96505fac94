package community.kith.store.file;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import community.kith.store.chunk.Chunking;
import community.kith.store.chunk.Salt;
import community.kith.store.manifest.Coding;
import community.kith.store.manifest.Shape;
import java.time.Instant;
import java.util.Random;
import java.util.function.IntFunction;

/// What the tests here put with.
final class Puts {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00.123Z");
    static final int FRAME = 64 * 1024;

    private Puts() {}

    /// Small chunks, and segments of one to two frames and a half.
    static final Chunking SMALL = new Chunking(4 * 1024, 16 * 1024, 64 * 1024, 160 * 1024);

    static final Salt SALT = Salt.of(new byte[Salt.BYTES]).of("tests");

    static Splitter splitter(Coding coding) {
        return splitter(coding, new Shape(3, 5), KnownChunks.NONE);
    }

    static Splitter splitter(Coding coding, Shape shape, KnownChunks known) {
        return splitter(recipe(coding, bytes -> shape), known);
    }

    static Splitter splitter(Recipe recipe, KnownChunks known) {
        return new Splitter(recipe, known, new Random(7));
    }

    static Recipe recipe(Coding coding, IntFunction<Shape> shapes) {
        return recipe(coding, SALT, SMALL, shapes);
    }

    static Recipe recipe(Coding coding, Salt salt, Chunking chunking, IntFunction<Shape> shapes) {
        Did owner = Did.of(SigningKey.generate(new Random(1)).verifyingKey());
        return new Recipe(owner, "private", NOW, coding, salt, chunking, shapes);
    }

    static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
