package community.kith.p2p.discovery;

import community.kith.p2p.transport.Scope;
import java.util.Set;

/// Where to announce, and what.
///
/// @param group the multicast group's IPv4 address
/// @param port of the group; 5353 is everybody's
/// @param cards which network interfaces to use
/// @param scopes which addresses to announce and to believe
public record MdnsOptions(String group, int port, Cards cards, Set<Scope> scopes) {
    /// The network interfaces of a machine.
    public enum Cards {
        /// Those that say they do multicast.
        MULTICAST,
        /// Only the one that leads nowhere else.
        LOOPBACK
    }

    /// In the house, with everybody.
    public static final MdnsOptions DEFAULT =
            new MdnsOptions("224.0.0.251", 5353, Cards.MULTICAST, Set.of(Scope.PRIVATE));

    public MdnsOptions {
        scopes = Set.copyOf(scopes);
    }

    /// The same, also with other programs on this machine.
    public MdnsOptions alsoOnThisMachine() {
        return new MdnsOptions(group, port, cards, Set.of(Scope.PRIVATE, Scope.LOOPBACK));
    }

    /// Only within this machine, on a port of its own: for tests.
    public static MdnsOptions onlyOnThisMachine(int port) {
        return new MdnsOptions("224.0.0.251", port, Cards.LOOPBACK, Set.of(Scope.LOOPBACK));
    }
}
