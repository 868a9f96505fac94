package community.kith.p2p.host;

import community.kith.p2p.muxer.YamuxLimits;
import java.time.Duration;

/// What a host spends on strangers.
///
/// @param patience how long to wait for others
/// @param connections how many connections may live at once
/// @param inbound what callers may have under way
/// @param streams what each connection grants
/// @param serving how many handlers may run at once
/// @param windowBudgetBytes what all receive windows together may promise beyond 256 KiB a stream
public record HostLimits(
        Patience patience,
        int connections,
        Inbound inbound,
        YamuxLimits streams,
        Serving serving,
        long windowBudgetBytes) {

    /// @param handshake for a connection until it is secure, and for a stream until its protocol is agreed
    /// @param dial for a connection to be there at all
    public record Patience(Duration handshake, Duration dial) {}

    /// Connections that called and have not proven who they are; beyond the bounds the oldest of them is closed.
    ///
    /// @param handshakes in all
    /// @param handshakesPerAddress from one IP address
    /// @param callsPerSecond from one IPv4 address or IPv6 /64, on average; calls beyond that are hung up on
    public record Inbound(int handshakes, int handshakesPerAddress, int callsPerSecond) {}

    /// Incoming streams whose handlers run at once; those beyond are reset.
    ///
    /// @param perProtocol of all peers together
    /// @param perPeer of one peer in one protocol
    /// @param perStranger the same for a peer that nothing protects
    public record Serving(int perProtocol, int perPeer, int perStranger) {}

    /// For a node among friends, in a heap of a quarter gigabyte or more.
    public static final HostLimits DEFAULT = new HostLimits(
            new Patience(Duration.ofSeconds(10), Duration.ofSeconds(5)),
            512,
            new Inbound(128, 32, 200),
            YamuxLimits.DEFAULT,
            new Serving(4096, 1024, 256),
            Math.max(16L << 20, Runtime.getRuntime().maxMemory() / 8));

    /// The same with another time for handshakes.
    public HostLimits withHandshake(Duration within) {
        return new HostLimits(
                new Patience(within, patience.dial()), connections, inbound, streams, serving, windowBudgetBytes);
    }

    /// The same with other bounds on callers.
    public HostLimits withInbound(Inbound bounds) {
        return new HostLimits(patience, connections, bounds, streams, serving, windowBudgetBytes);
    }

    /// The same with another number of connections.
    public HostLimits withConnections(int most) {
        return new HostLimits(patience, most, inbound, streams, serving, windowBudgetBytes);
    }

    /// The same with other grants per connection.
    public HostLimits withStreams(YamuxLimits grants) {
        return new HostLimits(patience, connections, inbound, grants, serving, windowBudgetBytes);
    }

    /// The same with other bounds on handlers.
    public HostLimits withServing(Serving bounds) {
        return new HostLimits(patience, connections, inbound, streams, bounds, windowBudgetBytes);
    }

    /// How long a handshake may take.
    public Duration handshake() {
        return patience.handshake();
    }
}
