package community.kith.p2p.reach;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.transport.Scope;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/// Where peers on the internet see us come from, and what that says. One sighting per peer and network protocol, the
/// latest, for as long as the peer is connected; at most so many. Not thread-safe.
final class ObservedAddresses {
    private static final int MAX_SIGHTINGS = 128;
    /// A guess needs two peers in different networks: one alone could send us anywhere.
    private static final int WITNESSES = 2;

    private final SequencedMap<Witness, Sighting> sightings = new LinkedHashMap<>();

    private record Witness(PeerId peer, boolean quic) {}

    /// @param from the witness's own address
    /// @param showsOurPort whether the port is the one that leads to where we listen
    private record Sighting(InetAddress from, Multiaddr outside, boolean showsOurPort) {}

    /// Takes down what a peer at `from` saw. What is not public on either side says nothing.
    void see(PeerId peer, Multiaddr from, Multiaddr outside, boolean showsOurPort) {
        Multiaddr plain = outside.withoutPeer();
        boolean socket = plain.tcpAddress().isPresent() || plain.quicAddress().isPresent();
        if (from.ip().isEmpty() || plain.ip().isEmpty() || !socket || !bothPublic(from, plain)) {
            return;
        }
        Witness witness = new Witness(peer, plain.quicAddress().isPresent());
        Sighting before = sightings.get(witness);
        if (before != null && before.showsOurPort() && !showsOurPort) {
            return;
        }
        sightings.remove(witness);
        sightings.put(witness, new Sighting(from.ip().get(), plain, showsOurPort));
        if (sightings.size() > MAX_SIGHTINGS) {
            sightings.pollFirstEntry();
        }
    }

    private static boolean bothPublic(Multiaddr from, Multiaddr outside) {
        return Scope.of(from) == Scope.PUBLIC && Scope.of(outside) == Scope.PUBLIC;
    }

    /// Whether a peer has seen our own port, over QUIC or over TCP.
    boolean knows(PeerId peer, boolean quic) {
        Sighting sighting = sightings.get(new Witness(peer, quic));
        return sighting != null && sighting.showsOurPort();
    }

    /// A peer is gone, and its word with it.
    void forget(PeerId peer) {
        sightings.keySet().removeIf(witness -> witness.peer().equals(peer));
    }

    /// The network changed.
    void clear() {
        sightings.clear();
    }

    /// Where knocking may lead to us, the most often seen first, then the latest.
    List<Multiaddr> outside() {
        Map<Multiaddr, Integer> counted = new LinkedHashMap<>();
        sightings.reversed().values().stream()
                .filter(Sighting::showsOurPort)
                .forEach(sighting -> counted.merge(sighting.outside(), 1, Integer::sum));
        return counted.entrySet().stream()
                .sorted(Map.Entry.<Multiaddr, Integer>comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The outer address with the ports we listen on, in case the router passes those on: to be tried, not told.
    List<Multiaddr> guesses(List<Multiaddr> listening) {
        Map<InetAddress, Set<String>> witnesses = new LinkedHashMap<>();
        for (Sighting sighting : sightings.values()) {
            witnesses
                    .computeIfAbsent(sighting.outside().ip().orElseThrow(), ip -> new TreeSet<>())
                    .add(sighting.from().getHostAddress());
        }
        Set<Multiaddr> guesses = new LinkedHashSet<>();
        witnesses.forEach((ip, by) -> {
            if (by.size() >= WITNESSES) {
                listening.forEach(address -> at(ip, address).ifPresent(guesses::add));
            }
        });
        return new ArrayList<>(guesses);
    }

    private static Optional<Multiaddr> at(InetAddress ip, Multiaddr listening) {
        boolean sameFamily = listening.ip().map(InetAddress::getClass).equals(Optional.of(ip.getClass()));
        if (!sameFamily) {
            return Optional.empty();
        }
        return listening
                .tcpAddress()
                .map(tcp -> Multiaddr.of(new InetSocketAddress(ip, tcp.getPort())))
                .or(() ->
                        listening.quicAddress().map(udp -> Multiaddr.ofQuic(new InetSocketAddress(ip, udp.getPort()))));
    }

    /// What the sightings say about the router.
    RouterKind router(List<Multiaddr> listening) {
        Set<Multiaddr> own = new LinkedHashSet<>();
        listening.forEach(address -> own.add(address.withoutPeer()));
        if (sightings.values().stream().anyMatch(sighting -> own.contains(sighting.outside()))) {
            return RouterKind.NONE;
        }
        boolean agreed = false;
        List<Sighting> ports =
                sightings.values().stream().filter(Sighting::showsOurPort).toList();
        for (Sighting a : ports) {
            for (Sighting b : ports) {
                boolean comparable = !a.from().equals(b.from())
                        && a.outside().ip().equals(b.outside().ip())
                        && a.outside().quicAddress().isPresent()
                                == b.outside().quicAddress().isPresent();
                if (comparable && !a.outside().equals(b.outside())) {
                    return RouterKind.OTHER_PORT_FOR_EACH;
                }
                agreed |= comparable;
            }
        }
        return agreed ? RouterKind.SAME_PORT_FOR_ALL : RouterKind.UNKNOWN;
    }
}
