package community.kith.p2p.host;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;

/// The addresses of this machine.
final class Interfaces {
    private Interfaces() {}

    /// The addresses that lead to a bound socket; a wildcard stands for all that the machine's interfaces have.
    static List<InetSocketAddress> reachedBy(InetSocketAddress bound) throws IOException {
        if (!bound.getAddress().isAnyLocalAddress()) {
            return List.of(bound);
        }
        boolean only4 = bound.getAddress() instanceof Inet4Address;
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address : card.inetAddresses().toList()) {
                boolean usable = card.isUp() && !address.isLinkLocalAddress() && !address.isMulticastAddress();
                if (usable && (!only4 || address instanceof Inet4Address)) {
                    addresses.add(new InetSocketAddress(address, bound.getPort()));
                }
            }
        }
        return addresses;
    }
}
