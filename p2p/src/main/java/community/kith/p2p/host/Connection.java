package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.identify.PeerInfo;
import community.kith.p2p.muxer.YamuxSession;
import community.kith.p2p.muxer.YamuxStream;
import community.kith.p2p.negotiate.Multistream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A live connection: who is there, and the streams over it.
final class Connection implements AutoCloseable {
    private final PeerId peer;
    private final Multiaddr remote;
    private final YamuxSession session;
    private final Duration patience;
    private volatile Optional<PeerInfo> info = Optional.empty();

    Connection(PeerId peer, Multiaddr remote, YamuxSession session, Duration patience) {
        this.peer = peer;
        this.remote = remote;
        this.session = session;
        this.patience = patience;
    }

    PeerId peer() {
        return peer;
    }

    /// The address at the other end of the socket, without the peer's name.
    Multiaddr remote() {
        return remote;
    }

    YamuxSession session() {
        return session;
    }

    /// What the peer said of itself, once it did.
    Optional<PeerInfo> info() {
        return info;
    }

    void info(PeerInfo told) {
        info = Optional.of(told);
    }

    /// Opens a stream and waits until the peer agrees to the protocol.
    Stream open(String protocol) throws IOException {
        YamuxStream stream = session.open();
        boolean agreed = false;
        try {
            stream.timeout(patience);
            agreed = Multistream.propose(stream.in(), stream.out(), List.of(protocol))
                    .isPresent();
            if (!agreed) {
                throw new UnsupportedProtocolException(peer, protocol);
            }
            stream.timeout(Duration.ZERO);
            return new MuxedStream(peer, protocol, stream);
        } finally {
            if (!agreed) {
                stream.reset();
            }
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
