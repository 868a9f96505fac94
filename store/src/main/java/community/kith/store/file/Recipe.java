package community.kith.store.file;

import community.kith.base.name.Did;
import community.kith.store.chunk.Chunking;
import community.kith.store.chunk.Salt;
import community.kith.store.manifest.Coding;
import community.kith.store.manifest.Shape;
import java.time.Instant;
import java.util.function.IntFunction;

/// What a put is told besides the bytes.
///
/// @param salt of those for whom it is: what they put alike is stored once
/// @param shapes how to code a segment of so many plain bytes
public record Recipe(
        Did owner,
        String reach,
        Instant created,
        Coding coding,
        Salt salt,
        Chunking chunking,
        IntFunction<Shape> shapes) {}
