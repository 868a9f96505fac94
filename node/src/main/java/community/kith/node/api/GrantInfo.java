package community.kith.node.api;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import java.time.Instant;
import java.util.Optional;

/// A grant to read something for a time.
///
/// @param what the manifest of what may be read
/// @param link what opens it, when it is for me and this device has my passport's key
/// @param text the grant itself, to carry by hand; only whom it is for can open it
public record GrantInfo(
        Cid id,
        Did owner,
        String ownerName,
        Did to,
        String toName,
        Cid what,
        Instant issued,
        Instant until,
        State state,
        Optional<String> link,
        String text) {
    public enum State {
        VALID,
        EXPIRED,
        REVOKED
    }
}
