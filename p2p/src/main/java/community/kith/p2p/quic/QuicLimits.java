package community.kith.p2p.quic;

import java.time.Duration;

/// What QUIC spends on strangers.
///
/// @param patience how long to wait
/// @param streams how many streams a peer may have open on one connection, and we towards it
/// @param streamWindowBytes how much one stream may bring before it is read, at first; it grows when that is too little
/// @param connectionWindowBytes the same for all streams of a connection together
/// @param callers who may have a handshake under way
public record QuicLimits(
        Patience patience, int streams, int streamWindowBytes, int connectionWindowBytes, Callers callers) {

    /// @param dial for a connection that we dial, until it is secure
    /// @param handshake for a caller's way to a proven name, and for a stream until it is open
    /// @param idle with a silent peer; ours are kept from falling silent
    public record Patience(Duration dial, Duration handshake, Duration idle) {}

    /// Callers that have not proven who they are; beyond that the oldest goes.
    ///
    /// @param most in all
    /// @param perAddress from one IP address
    /// @param unchecked as many are believed their address; those beyond have to come back with a token first
    public record Callers(int most, int perAddress, int unchecked) {}

    /// For a node among friends.
    public static final QuicLimits DEFAULT = new QuicLimits(
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30)),
            256,
            256 * 1024,
            4 * 1024 * 1024,
            new Callers(128, 32, 16));

    /// The same with other times.
    public QuicLimits withPatience(Patience times) {
        return new QuicLimits(times, streams, streamWindowBytes, connectionWindowBytes, callers);
    }

    /// The same with other bounds on callers.
    public QuicLimits withCallers(Callers bounds) {
        return new QuicLimits(patience, streams, streamWindowBytes, connectionWindowBytes, bounds);
    }

    /// The same with another number of streams.
    public QuicLimits withStreams(int most) {
        return new QuicLimits(patience, most, streamWindowBytes, connectionWindowBytes, callers);
    }
}
