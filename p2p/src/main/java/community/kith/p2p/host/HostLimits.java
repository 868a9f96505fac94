package community.kith.p2p.host;

import community.kith.p2p.muxer.YamuxLimits;
import java.time.Duration;

/// What a host spends on strangers.
///
/// @param handshake how long a connection may take until it is secure, and a stream until its protocol is agreed
/// @param dial how long to wait for a TCP connection
/// @param connections how many connections may live at once
/// @param inbound what callers may have under way
/// @param streams what each connection grants
/// @param windowBudgetBytes what all receive windows together may promise beyond 256 KiB a stream
public record HostLimits(
        Duration handshake,
        Duration dial,
        int connections,
        Inbound inbound,
        YamuxLimits streams,
        long windowBudgetBytes) {

    /// Connections that called and have not proven who they are; beyond the bounds the oldest of them is closed.
    ///
    /// @param handshakes in all
    /// @param handshakesPerAddress from one IP address
    public record Inbound(int handshakes, int handshakesPerAddress) {}

    /// For a node among friends, in a heap of a quarter gigabyte or more.
    public static final HostLimits DEFAULT = new HostLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            512,
            new Inbound(128, 32),
            YamuxLimits.DEFAULT,
            Math.max(16L << 20, Runtime.getRuntime().maxMemory() / 8));

    /// The same with another time for handshakes.
    public HostLimits withHandshake(Duration within) {
        return new HostLimits(within, dial, connections, inbound, streams, windowBudgetBytes);
    }

    /// The same with other bounds on callers.
    public HostLimits withInbound(Inbound bounds) {
        return new HostLimits(handshake, dial, connections, bounds, streams, windowBudgetBytes);
    }

    /// The same with another number of connections.
    public HostLimits withConnections(int most) {
        return new HostLimits(handshake, dial, most, inbound, streams, windowBudgetBytes);
    }

    /// The same with other grants per connection.
    public HostLimits withStreams(YamuxLimits grants) {
        return new HostLimits(handshake, dial, connections, inbound, grants, windowBudgetBytes);
    }
}
