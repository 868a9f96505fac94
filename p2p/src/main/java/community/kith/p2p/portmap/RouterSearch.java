package community.kith.p2p.portmap;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Finds a router that maps a port: every gateway by PCP and by NAT-PMP, then whoever answers UPnP's call.
final class RouterSearch {
    private static final System.Logger LOG = System.getLogger(RouterSearch.class.getName());
    private static final int PORT = 5351;
    private static final Duration UPNP_PATIENCE = Duration.ofSeconds(3);

    private final Gateways gateways;
    private final InetSocketAddress upnpGroup;
    private final RandomGenerator random;

    /// Where routers may be.
    @FunctionalInterface
    interface Gateways {
        Set<InetSocketAddress> find() throws IOException;
    }

    /// A router, and what it granted first.
    record Found(Router router, PortMapping mapping) {}

    RouterSearch(Gateways gateways, InetSocketAddress upnpGroup, RandomGenerator random) {
        this.gateways = gateways;
        this.upnpGroup = upnpGroup;
        this.random = random;
    }

    /// For the network this machine is in.
    static RouterSearch here(RandomGenerator random) {
        return new RouterSearch(
                () -> {
                    Set<InetSocketAddress> at = new LinkedHashSet<>();
                    for (InetAddress gateway : DefaultGateways.find()) {
                        at.add(new InetSocketAddress(gateway, PORT));
                    }
                    return at;
                },
                Ssdp.GROUP,
                random);
    }

    /// The first router that maps `port`; blocks for ten seconds or so when there is none.
    Found find(Port port, Duration lease) throws IOException {
        List<String> troubles = new ArrayList<>();
        for (InetSocketAddress gateway : gateways.find()) {
            for (Attempt attempt :
                    List.<Attempt>of(() -> new PcpRouter(gateway, random), () -> new NatPmpRouter(gateway))) {
                try {
                    return map(attempt.router(), port, lease);
                } catch (IOException e) {
                    note(troubles, e);
                }
            }
        }
        for (URI location : Ssdp.search(upnpGroup, UPNP_PATIENCE)) {
            try {
                return map(new UpnpRouter(location), port, lease);
            } catch (IOException e) {
                note(troubles, e);
            }
        }
        throw new ConnectException("no router opens a port" + (troubles.isEmpty() ? "" : ": " + troubles));
    }

    @FunctionalInterface
    private interface Attempt {
        Router router() throws IOException;
    }

    private static Found map(Router router, Port port, Duration lease) throws IOException {
        return new Found(router, router.map(port, port.number(), lease));
    }

    private static void note(List<String> troubles, IOException e) {
        LOG.log(Level.DEBUG, () -> "a router did not help: " + e);
        troubles.add(String.valueOf(e.getMessage()));
    }
}
