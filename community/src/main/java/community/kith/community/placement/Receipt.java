package community.kith.community.placement;

import java.time.Instant;
import java.util.Optional;

/// A holder's word that it keeps a shard, as far as it has been checked.
///
/// @param proven when the holder last showed that it has the bytes; empty when it only said so
public record Receipt(Held held, Optional<Instant> proven) {}
