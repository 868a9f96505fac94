package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.identify.PeerInfo;
import community.kith.p2p.identify.PeerRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// How a host introduces itself, and what it takes from others' introductions.
final class Identity {
    private final HostOptions options;
    private final Protocols protocols;
    private final AddressBook book;
    private final List<Multiaddr> listen;
    private final byte[] record;

    Identity(HostOptions options, Protocols protocols, AddressBook book, List<Multiaddr> listen) {
        this.options = options;
        this.protocols = protocols;
        this.book = book;
        this.listen = listen.stream().map(Multiaddr::withoutPeer).toList();
        PeerId id = PeerId.of(options.key().verifyingKey());
        this.record = new PeerRecord(id, options.clock().millis(), this.listen).sealed(options.key());
    }

    /// Tells the peer about us.
    void tell(Connection connection, Stream stream) throws IOException {
        PeerInfo us = new PeerInfo(
                options.agent(),
                Optional.of(options.key().verifyingKey()),
                listen,
                Optional.of(connection.remote()),
                protocols.names(),
                Optional.empty());
        us.write(stream.out(), record);
    }

    /// Takes what the peer tells about itself.
    void hear(Connection connection, Stream stream) throws IOException {
        stream.timeout(options.limits().handshake());
        PeerInfo told = PeerInfo.read(stream.in());
        connection.info(told);
        book.learn(connection.peer(), told.addresses());
    }
}
