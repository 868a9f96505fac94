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

/// The network a peer's address is in, as far as one owner is likely to have it all: the first 16 bits of an IPv4
/// address, the first 32 of an IPv6 one. Empty for addresses of the house, which nobody far away can have.
final class AddressGroup {
    private AddressGroup() {}

    /// By the connections to a peer, which cannot lie; else by the first address known that is of the internet.
    static String of(Host host, PeerId peer) {
        List<Connection> connections = host instanceof Network network ? network.connections(peer) : List.of();
        if (!connections.isEmpty()) {
            return of(connections.getFirst().remote());
        }
        return host.addressesOf(peer).stream()
                .map(AddressGroup::of)
                .filter(group -> !group.isEmpty())
                .findFirst()
                .orElse("");
    }

    static String of(Multiaddr address) {
        return address.ip()
                .filter(ip -> Scope.of(ip) == Scope.PUBLIC)
                .map(AddressGroup::prefix)
                .orElse("");
    }

    private static String prefix(InetAddress ip) {
        byte[] bytes = ip.getAddress();
        return HexFormat.of().formatHex(Arrays.copyOf(bytes, bytes.length == 4 ? 2 : 4));
    }
}
