package community.kith.node.api;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A device of mine.
///
/// @param thisOne whether it is the one that answers
/// @param hasPassport whether it is known to have the passport's key; only told of this one
/// @param since when the passport let it speak
/// @param lastSeen when logs were last brought in step with it
/// @param position how many entries of its log are here, one after another
/// @param waiting how much it has to say that has no place in its log yet; only told of this one
/// @param countsTo the last entry that counts, when it was revoked
/// @param branches what its log says at the place where it contradicts itself; none when it does not
/// @param settled whether its owner has said which of them counts
public record DeviceInfo(
        PeerId peer,
        String name,
        boolean thisOne,
        boolean hasPassport,
        Instant since,
        Optional<Instant> lastSeen,
        long position,
        long waiting,
        OptionalLong countsTo,
        List<Branch> branches,
        boolean settled) {
    public DeviceInfo {
        branches = List.copyOf(branches);
    }

    public boolean revoked() {
        return countsTo.isPresent();
    }

    /// One of the stories that a forked log tells.
    ///
    /// @param entry its first entry
    /// @param says what kind of thing that is
    public record Branch(Cid entry, long sequence, Instant at, String says) {}
}
