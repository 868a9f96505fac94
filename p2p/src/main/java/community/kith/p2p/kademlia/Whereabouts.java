package community.kith.p2p.kademlia;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Connection;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.Network;
import community.kith.p2p.transport.Scope;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Where a peer is, judged by the connections to it, which cannot lie, before what it says.
final class Whereabouts {
    private Whereabouts() {}

    /// The network a peer's address is in, as far as one owner is likely to have it all: the first 16 bits of an IPv4
    /// address, the first 32 of an IPv6 one. Empty for addresses of the house, which nobody far away can have.
    static String group(Host host, PeerId peer) {
        List<Connection> connections = connections(host, peer);
        if (!connections.isEmpty()) {
            return group(connections.getFirst().remote());
        }
        return host.addressesOf(peer).stream()
                .map(Whereabouts::group)
                .filter(group -> !group.isEmpty())
                .findFirst()
                .orElse("");
    }

    static String group(Multiaddr address) {
        return address.ip()
                .filter(ip -> Scope.of(ip) == Scope.PUBLIC)
                .map(Whereabouts::prefix)
                .orElse("");
    }

    private static String prefix(InetAddress ip) {
        byte[] bytes = ip.getAddress();
        return HexFormat.of().formatHex(Arrays.copyOf(bytes, bytes.length == 4 ? 2 : 4));
    }

    /// Whether an address means anything to somebody that far away.
    static boolean means(Multiaddr address, Scope toOneAt) {
        return Scope.of(address).compareTo(toOneAt) >= 0;
    }

    /// How far away a connected peer is; on this machine where hosts have no connections that could tell.
    static Scope scope(Host host, PeerId peer) {
        return connections(host, peer).stream()
                .map(connection -> Scope.of(connection.remote()))
                .findFirst()
                .orElse(Scope.LOOPBACK);
    }

    private static List<Connection> connections(Host host, PeerId peer) {
        return host instanceof Network network ? network.connections(peer) : List.of();
    }
}
