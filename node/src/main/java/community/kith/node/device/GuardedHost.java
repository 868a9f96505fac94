package community.kith.node.device;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.PeerWatcher;
import community.kith.p2p.host.Stream;
import community.kith.p2p.host.StreamHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// A host that serves revoked devices nothing, whatever they ask for, and asks nothing of them.
public final class GuardedHost implements Host {
    private final Host host;
    private final Predicate<PeerId> revoked;

    /// @param revoked asked at every stream
    public GuardedHost(Host host, Predicate<PeerId> revoked) {
        this.host = host;
        this.revoked = revoked;
    }

    @Override
    public void accept(String protocol, StreamHandler handler) {
        host.accept(protocol, stream -> {
            if (revoked.test(stream.peer())) {
                stream.reset();
                return;
            }
            handler.handle(stream);
        });
    }

    @Override
    public Stream open(PeerId peer, String protocol) throws IOException {
        if (revoked.test(peer)) {
            throw new IOException("the device " + peer + " was revoked by its owner");
        }
        return host.open(peer, protocol);
    }

    @Override
    public PeerId id() {
        return host.id();
    }

    @Override
    public List<Multiaddr> addresses() {
        return host.addresses();
    }

    @Override
    public void learn(PeerId peer, Collection<Multiaddr> addresses) {
        host.learn(peer, addresses);
    }

    @Override
    public List<Multiaddr> addressesOf(PeerId peer) {
        return host.addressesOf(peer);
    }

    @Override
    public PeerId connect(Multiaddr address) throws IOException {
        return host.connect(address);
    }

    @Override
    public void ignore(String protocol) {
        host.ignore(protocol);
    }

    @Override
    public void watch(PeerWatcher watcher) {
        host.watch(watcher);
    }

    @Override
    public Set<String> protocolsOf(PeerId peer) {
        return host.protocolsOf(peer);
    }

    @Override
    public Set<PeerId> connected() {
        return host.connected();
    }

    @Override
    public Duration ping(PeerId peer) throws IOException {
        return host.ping(peer);
    }

    @Override
    public void protect(PeerId peer) {
        host.protect(peer);
    }

    @Override
    public void unprotect(PeerId peer) {
        host.unprotect(peer);
    }

    @Override
    public void disconnect(PeerId peer) {
        host.disconnect(peer);
    }

    @Override
    public void close() {
        host.close();
    }
}
