package community.kith.sync.log;

import java.util.Optional;

/// What became of an entry that was offered.
public sealed interface Outcome {
    /// It is held now.
    ///
    /// @param kind where it stands towards what was held before
    /// @param proof that its device contradicts itself, when this entry shows it
    /// @param dropped a rival that is no longer kept, as there are enough that prove the same
    record Stored(Entry entry, Kind kind, Optional<ForkProof> proof, Optional<Entry> dropped) implements Outcome {}

    /// It was held already: repeated, by mistake or on purpose, and without effect.
    record Known(Entry entry) implements Outcome {}

    /// It is not kept, because enough others prove the same contradiction of its device.
    record Superfluous(Entry entry) implements Outcome {}
}
