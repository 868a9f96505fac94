package community.kith.node.api;

import community.kith.base.name.Did;
import java.time.Instant;
import java.util.Optional;

/// Somebody in my book.
///
/// @param bond `kin`, `friend`, `colleague` or `neighbor`
/// @param pledgedByMe bytes of my disk that are theirs to use
/// @param heldForThem bytes of that in use
/// @param pledgedToMe bytes of their disk that are mine to use, as far as they told
/// @param heldForMe bytes of that in use, by their receipts
/// @param peerId their device
/// @param path which way their device is reached; empty when it is not connected
public record Person(
        Did did,
        String name,
        String bond,
        boolean online,
        Optional<Instant> lastSeen,
        long pledgedByMe,
        long heldForThem,
        long pledgedToMe,
        long heldForMe,
        String peerId,
        Optional<PeerPath> path) {}
