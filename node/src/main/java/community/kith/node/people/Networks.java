package community.kith.node.people;

import community.kith.base.name.Multiaddr;
import community.kith.p2p.transport.Scope;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which networks addresses lie in, as far as networks tell what fails together: the /24 of a public IPv4 address, the
/// /48 of an IPv6 one. Addresses of this machine or a house, and those of relays, tell nothing.
final class Networks {
    private static final int IP4_BYTES = 3;
    private static final int IP6_BYTES = 6;

    private Networks() {}

    static SortedSet<String> of(Collection<Multiaddr> addresses) {
        SortedSet<String> networks = new TreeSet<>();
        for (Multiaddr address : addresses) {
            if (address.relay().isEmpty()) {
                address.ip().filter(ip -> Scope.of(ip) == Scope.PUBLIC).ifPresent(ip -> networks.add(prefix(ip)));
            }
        }
        return networks;
    }

    private static String prefix(InetAddress ip) {
        int kept = ip instanceof Inet4Address ? IP4_BYTES : IP6_BYTES;
        byte[] bytes = ip.getAddress();
        Arrays.fill(bytes, kept, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + 8 * kept;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an IP address of " + bytes.length + " bytes", e);
        }
    }
}
