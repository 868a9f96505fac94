package community.kith.p2p.memory;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Host;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A network inside one process: its hosts keep the contract of [Host], without sockets, encryption or delay.
///
/// Hosts can be taken offline and online again, and the network can be split; both drop the connections concerned, as
/// pulling a cable does. Nothing here draws on chance or a clock, so a run depends on its callers alone.
public final class MemoryNetwork {
    private static final int PORT = 4001;

    /// Guarded by this monitor, as are all below; hosts by name and by their only address.
    private final Map<PeerId, MemoryHost> hosts = new LinkedHashMap<>();

    private final Map<Multiaddr, MemoryHost> byAddress = new HashMap<>();
    private final Map<Link, Set<MemoryStream>> links = new LinkedHashMap<>();
    private final Set<PeerId> offline = new HashSet<>();
    private Set<PeerId> island = Set.of();
    private int addressesGiven;

    /// A connection, whichever side dialled: the lesser name comes first.
    private record Link(PeerId low, PeerId high) {
        static Link between(PeerId a, PeerId b) {
            return a.compareTo(b) <= 0 ? new Link(a, b) : new Link(b, a);
        }

        boolean touches(PeerId peer) {
            return low.equals(peer) || high.equals(peer);
        }

        PeerId other(PeerId peer) {
            return low.equals(peer) ? high : low;
        }
    }

    /// An empty network.
    public MemoryNetwork() {}

    /// A new host, online, named by the key. A closed host's name can be taken again: that is a restart.
    public synchronized Host host(SigningKey key) {
        int number = ++addressesGiven;
        String ip = "10.%d.%d.%d".formatted((number >> 16) & 0xff, (number >> 8) & 0xff, number & 0xff);
        Multiaddr address = Multiaddr.of(new InetSocketAddress(InetAddress.ofLiteral(ip), PORT));
        PeerId id = PeerId.of(key.verifyingKey());
        if (hosts.containsKey(id)) {
            throw new IllegalArgumentException(id + " is already in this network");
        }
        MemoryHost host = new MemoryHost(this, id, address.withPeer(id));
        hosts.put(id, host);
        byAddress.put(address, host);
        return host;
    }

    /// Cuts a host off: its connections break, and nobody reaches it, nor it anybody, until [#online(PeerId)].
    public void offline(PeerId peer) {
        synchronized (this) {
            offline.add(peer);
        }
        drop(peer);
    }

    /// Ends what [#offline(PeerId)] began. Nobody is connected again until somebody dials.
    public synchronized void online(PeerId peer) {
        offline.remove(peer);
    }

    /// Splits the network: these peers reach only each other, all the rest only the rest.
    public void partition(Set<PeerId> peers) {
        List<Link> cut;
        synchronized (this) {
            island = Set.copyOf(peers);
            cut = links.keySet().stream()
                    .filter(link -> !sameSide(link.low(), link.high()))
                    .toList();
        }
        cut.forEach(this::drop);
    }

    /// Makes the network whole after [#partition(Set)].
    public synchronized void heal() {
        island = Set.of();
    }

    /// Connects two hosts and returns the one dialled; `expected` is who must be there, when given.
    MemoryHost dial(MemoryHost from, Multiaddr address) throws ConnectException {
        MemoryHost to;
        boolean fresh;
        synchronized (this) {
            to = Optional.ofNullable(byAddress.get(address.withoutPeer()))
                    .filter(host -> address.peerId().map(host.id()::equals).orElse(true))
                    .filter(host -> reachable(from.id(), host.id()))
                    .orElseThrow(() -> new ConnectException("nobody answers at " + address));
            fresh = links.putIfAbsent(Link.between(from.id(), to.id()), new LinkedHashSet<>()) == null;
        }
        if (fresh) {
            from.learn(to.id(), to.addresses());
            to.learn(from.id(), from.addresses());
            introduce(from, to);
            introduce(to, from);
        }
        return to;
    }

    private static void introduce(MemoryHost one, MemoryHost to) {
        to.tell(watcher -> watcher.connected(one.id()));
        to.tell(watcher -> watcher.identified(one.id()));
    }

    /// A host serves something new: those it is connected to hear of it.
    void identified(MemoryHost host) {
        for (PeerId peer : connected(host.id())) {
            named(peer).ifPresent(other -> other.tell(watcher -> watcher.identified(host.id())));
        }
    }

    private synchronized Optional<MemoryHost> named(PeerId peer) {
        return Optional.ofNullable(hosts.get(peer));
    }

    /// The connected host of that name, if there is one.
    synchronized Optional<MemoryHost> linked(PeerId from, PeerId to) {
        return links.containsKey(Link.between(from, to)) ? Optional.ofNullable(hosts.get(to)) : Optional.empty();
    }

    /// Enters a stream's two ends under their connection; they are reset when it breaks.
    void carry(PeerId from, PeerId to, MemoryStream near, MemoryStream far) throws ConnectException {
        synchronized (this) {
            Set<MemoryStream> carried = links.get(Link.between(from, to));
            if (carried == null) {
                throw new ConnectException("the connection to " + to + " broke");
            }
            carried.add(near);
            carried.add(far);
        }
    }

    /// Strikes out an end that is over.
    synchronized void forget(PeerId from, PeerId to, MemoryStream stream) {
        Set<MemoryStream> carried = links.get(Link.between(from, to));
        if (carried != null) {
            carried.remove(stream);
        }
    }

    synchronized Set<PeerId> connected(PeerId peer) {
        Set<PeerId> peers = new LinkedHashSet<>();
        for (Link link : links.keySet()) {
            if (link.touches(peer)) {
                peers.add(link.other(peer));
            }
        }
        return peers;
    }

    void disconnect(PeerId a, PeerId b) {
        drop(Link.between(a, b));
    }

    void leave(MemoryHost host) {
        synchronized (this) {
            hosts.remove(host.id(), host);
            byAddress.values().remove(host);
        }
        drop(host.id());
    }

    private void drop(PeerId peer) {
        List<Link> cut;
        synchronized (this) {
            cut = links.keySet().stream().filter(link -> link.touches(peer)).toList();
        }
        cut.forEach(this::drop);
    }

    private void drop(Link link) {
        Set<MemoryStream> carried;
        synchronized (this) {
            carried = links.remove(link);
        }
        if (carried != null) {
            List.copyOf(carried).forEach(MemoryStream::reset);
            named(link.low()).ifPresent(host -> host.tell(watcher -> watcher.disconnected(link.high())));
            named(link.high()).ifPresent(host -> host.tell(watcher -> watcher.disconnected(link.low())));
        }
    }

    private boolean reachable(PeerId a, PeerId b) {
        return !a.equals(b) && hosts.containsKey(a) && !offline.contains(a) && !offline.contains(b) && sameSide(a, b);
    }

    private boolean sameSide(PeerId a, PeerId b) {
        return island.contains(a) == island.contains(b);
    }
}
