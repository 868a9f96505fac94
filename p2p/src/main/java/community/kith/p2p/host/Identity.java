package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.identify.PeerInfo;
import community.kith.p2p.identify.PeerRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// How a host introduces itself, and what it takes from others' introductions. Thread-safe.
final class Identity {
    private final HostOptions options;
    private final Protocols protocols;
    private final AddressBook book;
    private final PeerId id;
    /// Guarded by this monitor, as are all below: where we listen, and what else leads to us, by who says so.
    private List<Multiaddr> listen = List.of();

    private final Map<String, List<Multiaddr>> announced = new TreeMap<>();
    private long sequence;
    private byte[] record = {};

    Identity(HostOptions options, Protocols protocols, AddressBook book) {
        this.options = options;
        this.protocols = protocols;
        this.book = book;
        this.id = PeerId.of(options.key().verifyingKey());
    }

    /// Where we listen now; true when that is news.
    synchronized boolean listen(List<Multiaddr> addresses) {
        List<Multiaddr> plain =
                addresses.stream().map(Multiaddr::withoutPeer).distinct().toList();
        if (plain.equals(listen) && record.length > 0) {
            return false;
        }
        listen = plain;
        sign();
        return true;
    }

    /// What else leads to us, as `source` knows it; true when that is news.
    synchronized boolean announce(String source, List<Multiaddr> addresses) {
        List<Multiaddr> plain =
                addresses.stream().map(this::withoutUs).distinct().toList();
        List<Multiaddr> before = announced.getOrDefault(source, List.of());
        if (plain.equals(before)) {
            return false;
        }
        announced.put(source, plain);
        sign();
        return true;
    }

    private Multiaddr withoutUs(Multiaddr address) {
        return address.peerId().filter(id::equals).isPresent() ? address.withoutPeer() : address;
    }

    private void sign() {
        sequence = Math.max(sequence + 1, options.clock().millis());
        record = new PeerRecord(id, sequence, plainAddresses()).sealed(options.key());
    }

    private List<Multiaddr> plainAddresses() {
        Set<Multiaddr> all = new LinkedHashSet<>(listen);
        announced.values().forEach(all::addAll);
        return new ArrayList<>(all);
    }

    /// Every address that leads to us, each ending in our name.
    synchronized List<Multiaddr> addresses() {
        return plainAddresses().stream().map(address -> address.withPeer(id)).toList();
    }

    /// Where we listen ourselves, without what others say.
    synchronized List<Multiaddr> listening() {
        return listen.stream().map(address -> address.withPeer(id)).toList();
    }

    /// Tells the peer about us.
    void tell(Connection connection, Stream stream) throws IOException {
        List<Multiaddr> plain;
        byte[] sealed;
        synchronized (this) {
            plain = plainAddresses();
            sealed = record;
        }
        PeerInfo us = new PeerInfo(
                options.agent(),
                Optional.of(options.key().verifyingKey()),
                plain,
                Optional.of(connection.remote()),
                protocols.names(),
                Optional.empty());
        us.write(stream.out(), sealed);
    }

    /// Takes what the peer tells about itself.
    void hear(Connection connection, Stream stream) throws IOException {
        stream.timeout(options.limits().handshake());
        PeerInfo told = PeerInfo.read(stream.in());
        connection.info(told);
        book.learn(connection.peer(), told.addresses());
    }
}
