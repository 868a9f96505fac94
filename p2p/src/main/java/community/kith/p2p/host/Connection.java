package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.identify.PeerInfo;
import community.kith.p2p.muxer.Muxer;
import community.kith.p2p.muxer.MuxerStream;
import community.kith.p2p.negotiate.Multistream;
import community.kith.p2p.transport.Secured;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A live connection: who is there, which way it goes, and the streams over it.
public final class Connection implements AutoCloseable {
    private final Secured secured;
    private final Direction direction;
    private final Duration patience;
    private final long openedNanos;
    private volatile Path path;
    private volatile Optional<PeerInfo> info = Optional.empty();

    Connection(Secured secured, Direction direction, Duration patience) {
        this.secured = secured;
        this.direction = direction;
        this.patience = patience;
        this.path = Path.to(secured.remote());
        this.openedNanos = System.nanoTime();
    }

    /// Who is at the other end.
    public PeerId peer() {
        return secured.peer();
    }

    /// The address at the other end, without the peer's name.
    public Multiaddr remote() {
        return secured.remote();
    }

    /// The protocol that secured it, such as `/noise`.
    public String security() {
        return secured.security();
    }

    /// Who dialled.
    public Direction direction() {
        return direction;
    }

    /// Which way it goes.
    public Path path() {
        return path;
    }

    /// Notes that routers were opened for it on purpose.
    public void punched() {
        path = Path.PUNCHED;
    }

    /// Whether it takes new streams.
    public boolean isOpen() {
        return muxer().isOpen();
    }

    /// How long it has been there.
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - openedNanos);
    }

    /// The last measured round trip; zero before the first.
    public Duration roundTrip() {
        return muxer().roundTrip();
    }

    /// What the peer said of itself, once it did.
    public Optional<PeerInfo> info() {
        return info;
    }

    void info(PeerInfo told) {
        info = Optional.of(told);
    }

    Muxer muxer() {
        return secured.muxer();
    }

    /// Opens a stream and waits until the peer agrees to the protocol.
    ///
    /// @throws UnsupportedProtocolException when it does not
    public Stream open(String protocol) throws IOException {
        MuxerStream stream = muxer().open();
        boolean agreed = false;
        try {
            stream.timeout(patience);
            agreed = Multistream.propose(stream.in(), stream.out(), List.of(protocol))
                    .isPresent();
            if (!agreed) {
                throw new UnsupportedProtocolException(peer(), protocol);
            }
            stream.timeout(Duration.ZERO);
            return new MuxedStream(peer(), protocol, stream);
        } finally {
            if (!agreed) {
                stream.reset();
            }
        }
    }

    /// Ends it; its streams fail.
    @Override
    public void close() {
        muxer().close();
    }

    @Override
    public String toString() {
        return "%s %s %s at %s".formatted(direction, path, peer(), remote());
    }
}
