package community.kith.p2p.portmap;

import java.io.IOException;
import java.time.Duration;

/// A router that answered in one of the protocols.
interface Router {

    /// The protocol and the router's address, for people to read.
    String name();

    /// Maps a port, or renews it; `suggested` is the outer port that would be nice. Blocks for some seconds at most.
    PortMapping map(Port port, int suggested, Duration lease) throws IOException;

    /// Takes a mapping back.
    void release(PortMapping mapping) throws IOException;
}
