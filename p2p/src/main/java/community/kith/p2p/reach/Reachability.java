package community.kith.p2p.reach;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.autonat.AutonatClient;
import community.kith.p2p.autonat.AutonatLimits;
import community.kith.p2p.autonat.AutonatServer;
import community.kith.p2p.autonat.Verdicts.Verdict;
import community.kith.p2p.host.Connection;
import community.kith.p2p.host.Direction;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import community.kith.p2p.host.Network;
import community.kith.p2p.host.Path;
import community.kith.p2p.host.PeerWatcher;
import community.kith.p2p.identify.PeerInfo;
import community.kith.p2p.portmap.Port;
import community.kith.p2p.portmap.PortMapState;
import community.kith.p2p.portmap.PortMapper;
import community.kith.p2p.portmap.PortMapping;
import community.kith.p2p.portmap.PortProtocol;
import community.kith.p2p.punch.HolePuncher;
import community.kith.p2p.punch.ListenPort;
import community.kith.p2p.reach.Reach.Outlook;
import community.kith.p2p.relay.CircuitTransport;
import community.kith.p2p.relay.RelayClient;
import community.kith.p2p.relay.RelayServer;
import community.kith.p2p.relay.RelaySlot;
import community.kith.p2p.transport.Scope;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes a host reachable by all means there are, and tells how it stands.
///
/// ```java
/// Reachability reach = Reachability.start(host, options);
/// … every second: reach.tick(clock.instant());
/// reach.status().outlook();
/// ```
///
/// Nothing happens, and nothing waits, but in [#tick(Instant)] and on threads that it starts.
public final class Reachability implements PeerWatcher, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Reachability.class.getName());
    private static final String SOURCE = "reach";
    private static final int RELAYS = 2;
    private static final int MAX_OWN = 8;
    /// By then a connection is known to be punched if it is.
    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final Duration MEMORY = Duration.ofHours(1);

    private final Network network;
    private final ReachOptions options;
    private final Libp2pHost dialer;
    private final ListenPort listenPort;
    private final Lookouts lookouts;
    private final RelayServer relayServer;
    private final RelayClient relayClient;
    private final HolePuncher puncher;
    private final Probing probing;
    private final Optional<PortMapper> mapper;
    /// Guarded by its own monitor.
    private final ObservedAddresses observed = new ObservedAddresses();

    /// When somebody on the internet was last connected who had called us straight.
    private volatile Instant called = Instant.MIN;

    private volatile boolean closed;

    private Reachability(Network network, ReachOptions options, Libp2pHost dialer) {
        this.network = network;
        this.options = options;
        this.dialer = dialer;
        this.listenPort = new ListenPort(network);
        this.lookouts = new Lookouts(network, listenPort);
        this.relayServer = RelayServer.start(
                network,
                options.key(),
                options.helpers().policy(),
                options.helpers().limits(),
                options.clock());
        this.relayClient = RelayClient.start(network, listenPort, options.clock());
        this.puncher =
                HolePuncher.start(network, this::punchable, Reachability::isPublic, options.random(), options.clock());
        this.probing = new Probing(network, AutonatClient.start(network, options.random()), options.confirmations());
        this.mapper = switch (options.router()) {
            case YES -> Optional.of(PortMapper.here(this::ports, options.clock(), options.random()));
            case NO -> Optional.empty();
        };
    }

    /// Starts everything; the first [#tick(Instant)] sets it going.
    public static Reachability start(Network network, ReachOptions options) throws IOException {
        Libp2pHost dialer = Libp2pHost.start(
                HostOptions.of(SigningKey.generate(options.random()), List.of(), "autonat/2", options.random()));
        Reachability reach = new Reachability(network, options, dialer);
        network.add(new CircuitTransport(network, reach.listenPort));
        AutonatServer.start(
                network, dialer, reach::mayDialBack, AutonatLimits.DEFAULT, options.clock(), options.random());
        network.watch(reach);
        return reach;
    }

    /// Carries on: renews, asks, tries, announces. Call it every second or so; it does not wait for anybody.
    public void tick(Instant now) {
        if (closed) {
            return;
        }
        look();
        relayServer.tick(now);
        chooseRelays(now);
        relayClient.tick(now);
        puncher.tick(now);
        mapper.ifPresent(router -> router.tick(now));
        List<Multiaddr> addresses = candidates();
        probing.tick(addresses, now);
        network.announce(SOURCE, confirmed(addresses, now));
    }

    /// Notes where peers see us, also on connections that were only recognised later.
    private void look() {
        synchronized (observed) {
            for (Connection connection : network.connections()) {
                if (connection.direction() == Direction.INBOUND
                        && connection.path() == Path.DIRECT
                        && connection.age().compareTo(SETTLED) > 0) {
                    called = options.clock().instant();
                }
                Optional<Multiaddr> outside = connection.info().flatMap(PeerInfo::observed);
                if (outside.isPresent() && connection.path() != Path.RELAYED) {
                    observed.see(
                            connection.peer(), connection.remote(), outside.get(), listenPort.showsOurPort(connection));
                }
            }
        }
    }

    /// While nobody can dial us, a relay or two; two also tell what kind of router we are behind.
    private void chooseRelays(Instant now) {
        List<Multiaddr> wanted = outlook(now) == Outlook.PUBLIC
                ? List.of()
                : options.helpers().relays().get().stream().limit(RELAYS).toList();
        Set<PeerId> names = new HashSet<>();
        for (Multiaddr relay : wanted) {
            try {
                relayClient.want(relay);
                relay.peerId().ifPresent(names::add);
            } catch (IOException e) {
                LOG.log(Level.DEBUG, () -> "not a relay for us: " + relay + ": " + e.getMessage());
            }
        }
        for (RelaySlot slot : relayClient.slots()) {
            if (!names.contains(slot.relay())) {
                relayClient.forget(slot.relay());
            } else if (slot.reservation().isPresent()) {
                beSeenBy(slot.relay(), now);
            }
        }
    }

    private void beSeenBy(PeerId relay, Instant now) {
        boolean tcp;
        boolean quic;
        synchronized (observed) {
            tcp = observed.knows(relay, false);
            quic = observed.knows(relay, true);
        }
        if (tcp != quic) {
            lookouts.look(relay, !quic, now);
        }
    }

    static boolean isPublic(Multiaddr address) {
        return address.ip().isPresent() && Scope.of(address) == Scope.PUBLIC;
    }

    /// Public addresses, of IPv6 only where we have it ourselves.
    private boolean mayDialBack(Multiaddr address) {
        boolean ip6 = address.ip().filter(Inet6Address.class::isInstance).isPresent();
        return isPublic(address)
                && (!ip6
                        || network.listening().stream()
                                .anyMatch(own -> isPublic(own)
                                        && own.ip()
                                                .filter(Inet6Address.class::isInstance)
                                                .isPresent()));
    }

    private Set<Port> ports() {
        Set<Port> ports = new LinkedHashSet<>();
        for (Multiaddr address : network.listening()) {
            if (Scope.of(address) != Scope.LOOPBACK) {
                address.tcpAddress().ifPresent(tcp -> ports.add(new Port(PortProtocol.TCP, tcp.getPort())));
                address.quicAddress().ifPresent(udp -> ports.add(new Port(PortProtocol.UDP, udp.getPort())));
            }
        }
        return ports;
    }

    private List<Multiaddr> listening() {
        return network.listening().stream()
                .filter(Reachability::isPublic)
                .map(Multiaddr::withoutPeer)
                .toList();
    }

    private List<Multiaddr> mapped() {
        return state().mappings().stream()
                .map(Reachability::outside)
                .filter(Reachability::isPublic)
                .toList();
    }

    private static Multiaddr outside(PortMapping mapping) {
        InetSocketAddress at = mapping.outside();
        return switch (mapping.port().protocol()) {
            case TCP -> Multiaddr.of(at);
            case UDP -> Multiaddr.ofQuic(at);
        };
    }

    private PortMapState state() {
        return mapper.map(PortMapper::state).orElse(PortMapState.UNTRIED);
    }

    /// Where a peer that we ask to should knock.
    private List<Multiaddr> punchable() {
        look();
        Set<Multiaddr> all = new LinkedHashSet<>(mapped());
        synchronized (observed) {
            all.addAll(observed.outside());
        }
        all.addAll(listening());
        return all.stream().limit(MAX_OWN).toList();
    }

    /// What is worth finding out about.
    private List<Multiaddr> candidates() {
        Set<Multiaddr> all = new LinkedHashSet<>(punchable());
        synchronized (observed) {
            all.addAll(observed.guesses(network.listening()));
        }
        return all.stream().limit(MAX_OWN).toList();
    }

    /// What others may be told: what several got through at, and what the router promised unless they did not.
    private List<Multiaddr> confirmed(List<Multiaddr> candidates, Instant now) {
        Set<Multiaddr> told = new LinkedHashSet<>();
        candidates.stream()
                .filter(address -> probing.verdict(address, now) == Verdict.REACHABLE)
                .forEach(told::add);
        mapped().stream()
                .filter(address -> probing.verdict(address, now) != Verdict.UNREACHABLE)
                .forEach(told::add);
        return new ArrayList<>(told);
    }

    /// How it stands now.
    public Reach status() {
        Instant now = options.clock().instant();
        List<Multiaddr> candidates = candidates();
        List<Multiaddr> mapped = mapped();
        List<Multiaddr> listening = listening();
        List<Reach.Own> own = candidates.stream()
                .map(address -> new Reach.Own(
                        address,
                        listening.contains(address) ? "listening" : mapped.contains(address) ? "router" : "observed",
                        probing.verdict(address, now)))
                .toList();
        RouterKind kind = router();
        Reasons reasons = new Reasons(kind, state());
        Outlook outlook = outlook(now);
        return new Reach(
                outlook,
                reasons.outlook(outlook),
                own,
                kind,
                state(),
                relayClient.slots(),
                relayServer.circuits(),
                ways(reasons));
    }

    private RouterKind router() {
        synchronized (observed) {
            return observed.router(network.listening());
        }
    }

    private Outlook outlook(Instant now) {
        List<Multiaddr> candidates = candidates();
        if (now.isBefore(called.plus(MEMORY))
                || candidates.stream().anyMatch(address -> probing.verdict(address, now) == Verdict.REACHABLE)) {
            return Outlook.PUBLIC;
        }
        if (relayClient.slots().stream().anyMatch(slot -> slot.reservation().isPresent())) {
            return Outlook.THROUGH_RELAYS;
        }
        return candidates.isEmpty() ? Outlook.UNKNOWN : Outlook.OUTGOING_ONLY;
    }

    private List<Reach.Way> ways(Reasons reasons) {
        List<Reach.Way> ways = new ArrayList<>();
        for (PeerId peer : network.connected()) {
            network.connections(peer).stream()
                    .findFirst()
                    .ifPresent(best -> ways.add(new Reach.Way(
                            peer,
                            best.path(),
                            best.remote(),
                            best.roundTrip(),
                            best.path() == Path.RELAYED ? reasons.relayed(puncher.report(peer)) : "")));
        }
        return ways;
    }

    @Override
    public void disconnected(PeerId peer) {
        synchronized (observed) {
            observed.forget(peer);
        }
    }

    @Override
    public void moved() {
        synchronized (observed) {
            observed.clear();
        }
        called = Instant.MIN;
        probing.clear();
        lookouts.clear();
        mapper.ifPresent(PortMapper::moved);
    }

    /// Takes back what the router was asked for; waits two seconds at most.
    @Override
    public void close() {
        closed = true;
        mapper.ifPresent(PortMapper::close);
        dialer.close();
    }
}
