package community.kith.p2p.portmap;

import java.util.List;
import java.util.Optional;

/// How it stands with the router.
///
/// @param router the protocol it was asked in and its address; empty while none is found
/// @param mappings what it passes on to us
/// @param trouble why there are none, for people to read; empty when all is well or nothing was tried yet
public record PortMapState(Optional<String> router, List<PortMapping> mappings, String trouble) {
    /// Before anything was tried.
    public static final PortMapState UNTRIED = new PortMapState(Optional.empty(), List.of(), "");

    public PortMapState {
        mappings = List.copyOf(mappings);
    }
}
