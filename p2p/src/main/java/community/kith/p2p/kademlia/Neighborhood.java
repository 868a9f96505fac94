package community.kith.p2p.kademlia;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Host;
import community.kith.p2p.transport.Scope;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Whom a host knows in one overlay: the routing table, and where its peers are.
///
/// Thread-safe: the monitor guards the table.
final class Neighborhood {
    private final Host host;
    private final Overlay overlay;
    private final InstantSource clock;
    private final RoutingTable table;

    Neighborhood(Host host, Overlay overlay, TableLimits limits, InstantSource clock) {
        this.host = host;
        this.overlay = overlay;
        this.clock = clock;
        this.table = new RoutingTable(host.id(), limits);
    }

    /// A peer serves: it answered, or said that it speaks the protocol.
    void serves(PeerId peer) {
        String group = Whereabouts.group(host, peer);
        synchronized (this) {
            table.seen(Contact.of(peer), group, clock.instant());
        }
    }

    /// A peer said what it speaks.
    void identified(PeerId peer) {
        if (host.protocolsOf(peer).contains(overlay.protocol())) {
            serves(peer);
        } else {
            stopped(peer);
        }
    }

    synchronized void stopped(PeerId peer) {
        table.remove(peer);
    }

    /// A peer did not answer. That says nothing about it while we reach nobody at all.
    void failed(PeerId peer) {
        boolean cutOff = host.connected().isEmpty();
        synchronized (this) {
            if (!cutOff) {
                table.failed(peer);
            }
        }
    }

    synchronized List<Contact> closest(Key target, int most) {
        return table.closest(target, most);
    }

    synchronized List<Contact> silent(Duration quiet, int most) {
        return table.silent(clock.instant(), quiet, most);
    }

    synchronized void searched(Key target) {
        table.searched(target, clock.instant());
    }

    synchronized List<Integer> unsearched(Duration every, int mostBits) {
        return table.unsearched(clock.instant(), every, mostBits);
    }

    synchronized int size() {
        return table.size();
    }

    synchronized List<PeerId> all() {
        return table.all().stream().map(Contact::peer).toList();
    }

    /// What a peer says of another, without addresses that cannot be meant for us: nobody out on the internet has us
    /// dial
    /// into this house.
    Told heard(Told told, PeerId from) {
        return about(told.peer(), told.addresses(), from);
    }

    /// Remembers hearsay, behind what is known already: it must not displace an address that works.
    void learn(Told told) {
        List<Multiaddr> known = host.addressesOf(told.peer());
        if (told.peer().equals(host.id()) || host.connected().contains(told.peer())) {
            return;
        }
        host.learn(
                told.peer(),
                told.addresses().stream().filter(overlay.reach()::covers).toList());
        host.learn(told.peer(), known);
    }

    /// What we tell somebody of a peer, or of ourselves.
    Told about(PeerId peer, PeerId to) {
        return about(peer, peer.equals(host.id()) ? host.addresses() : host.addressesOf(peer), to);
    }

    /// The same when the addresses came from elsewhere: only those that mean something in this overlay, and where the
    /// other is. Nobody out on the internet is told addresses of a house.
    Told about(PeerId peer, List<Multiaddr> addresses, PeerId to) {
        Scope scope = Whereabouts.scope(host, to);
        return new Told(
                peer,
                addresses.stream()
                        .filter(overlay.reach()::covers)
                        .filter(address -> Whereabouts.means(address, scope))
                        .map(Multiaddr::withoutPeer)
                        .toList());
    }
}
