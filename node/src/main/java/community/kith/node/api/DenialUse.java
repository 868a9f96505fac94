package community.kith.node.api;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import java.time.Instant;
import java.util.Optional;

/// How often an entry of a denylist was acted on at a node, in one way.
///
/// @param publisher empty for the file that the node's owner writes by hand
/// @param list what the list is called
/// @param action `accept`: it was not taken in; `serve`: not given; `announce`: not announced
public record DenialUse(
        Optional<Did> publisher,
        String list,
        Cid cid,
        String action,
        String reason,
        Instant first,
        Instant last,
        long times) {}
