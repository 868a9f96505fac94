package community.kith.p2p.transport;

import community.kith.base.name.Multiaddr;
import java.net.Inet4Address;
import java.net.InetAddress;

/// How far an IP address means something.
public enum Scope {
    /// On this machine.
    LOOPBACK,
    /// In this house or company: RFC 1918, RFC 4193, link-local, and the carrier's own network of RFC 6598.
    PRIVATE,
    /// Everywhere.
    PUBLIC;

    /// The scope of an IP address.
    public static Scope of(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return LOOPBACK;
        }
        boolean local = address.isSiteLocalAddress() || address.isLinkLocalAddress() || address.isAnyLocalAddress();
        return local || isPrivate(address) ? PRIVATE : PUBLIC;
    }

    /// The scope of the IP address that a path begins with; a name counts as public.
    public static Scope of(Multiaddr address) {
        return address.ip().map(Scope::of).orElse(PUBLIC);
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] b = address.getAddress();
        return address instanceof Inet4Address ? b[0] == 100 && (b[1] & 0xc0) == 64 : (b[0] & 0xfe) == 0xfc;
    }
}
