package community.kith.store.file;

import community.kith.base.name.Did;
import community.kith.store.manifest.Coding;
import community.kith.store.manifest.Shape;
import java.time.Instant;

/// What a put is told besides the bytes.
public record Recipe(Did owner, String reach, Instant created, Shape shape, Coding coding) {}
