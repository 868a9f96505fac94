package community.kith.p2p.portmap;

import java.net.InetSocketAddress;
import java.time.Duration;

/// What a router granted: it passes on to `port` what arrives at `outside`.
///
/// @param lease for how long; zero where the router knows no end
public record PortMapping(Port port, InetSocketAddress outside, Duration lease) {}
