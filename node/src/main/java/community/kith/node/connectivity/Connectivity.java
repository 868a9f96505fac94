package community.kith.node.connectivity;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.node.Paths;
import community.kith.node.Upkeep;
import community.kith.node.api.Check;
import community.kith.node.api.PeerPath;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.People;
import community.kith.node.replication.Chance;
import community.kith.p2p.host.Connection;
import community.kith.p2p.host.Direction;
import community.kith.p2p.host.Network;
import community.kith.p2p.host.Path;
import community.kith.p2p.reach.Reach;
import community.kith.p2p.reach.ReachOptions;
import community.kith.p2p.reach.Reachability;
import community.kith.p2p.relay.RelayServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes a node reachable for its people, by all means there are: the house's router is asked for a port, people who
/// can
/// be dialled relay for those who cannot, and two who are both behind routers open them for each other.
public final class Connectivity implements Paths, Upkeep {
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final double NANOS_PER_MILLI = 1e6;

    private final Network network;
    private final People people;
    private final PeopleRelayed policy;
    private final Reachability reachability;
    private final InstantSource clock;

    private Connectivity(
            Network network, People people, PeopleRelayed policy, Reachability reachability, InstantSource clock) {
        this.network = network;
        this.people = people;
        this.policy = policy;
        this.reachability = reachability;
        this.clock = clock;
    }

    /// Begins with it.
    ///
    /// @param key the host's own
    /// @param router whether the house's router may be asked for a port
    public static Connectivity start(
            Network network, SigningKey key, People people, ReachOptions.AskRouter router, Chance chance)
            throws IOException {
        PeopleRelayed policy = new PeopleRelayed(people);
        ReachOptions options = ReachOptions.of(
                        key, () -> relays(network, people), policy, chance.entropy(), chance.clock())
                .with(router);
        return new Connectivity(network, people, policy, Reachability.start(network, options), chance.clock());
    }

    /// My people whom I dialled straight over the internet: whoever else calls them gets through, too.
    private static List<Multiaddr> relays(Network network, People people) {
        List<Multiaddr> relays = new ArrayList<>();
        try {
            for (Acquaintance who : people.all()) {
                boolean dialled = network.connections(who.peer()).stream()
                        .anyMatch(connection ->
                                connection.path() == Path.DIRECT && connection.direction() == Direction.OUTBOUND);
                if (dialled && network.protocolsOf(who.peer()).contains(RelayServer.PROTOCOL)) {
                    relays.add(Multiaddr.parse("/p2p/" + who.peer()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return relays;
    }

    @Override
    public Duration every() {
        return PACE;
    }

    @Override
    public void tick() throws IOException {
        policy.refresh();
        reachability.tick(clock.instant());
    }

    /// Whether others can call this node, straight or through a relay; assumed until something speaks against it.
    public boolean isCallable() {
        return reachability.status().outlook() != Reach.Outlook.OUTGOING_ONLY;
    }

    @Override
    public Optional<PeerPath> to(PeerId peer) {
        return network.connections(peer).stream().findFirst().map(this::path);
    }

    private PeerPath path(Connection best) {
        return new PeerPath(
                best.path().name().toLowerCase(Locale.ROOT),
                best.remote().toString(),
                best.roundTrip().toNanos() / NANOS_PER_MILLI,
                best.path() == Path.RELAYED ? whyRelayed(best.peer()) : "");
    }

    private String whyRelayed(PeerId peer) {
        return reachability.status().peers().stream()
                .filter(way -> way.peer().equals(peer))
                .map(Reach.Way::whyNotBetter)
                .findFirst()
                .orElse("");
    }

    @Override
    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        checks.add(own(reachability.status()));
        try {
            for (Acquaintance who : people.all()) {
                to(who.peer()).ifPresent(path -> checks.add(wayTo(who, path)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return checks;
    }

    private static Check own(Reach reach) {
        String addresses = String.join(
                ", ", reach.own().stream().map(own -> own.address().toString()).toList());
        return switch (reach.outlook()) {
            case PUBLIC -> well("others reach this node straight at " + addresses);
            case UNKNOWN -> well("it is not known whether others can call this node: " + reach.reason());
            case THROUGH_RELAYS ->
                well("others reach this node through %d of your people: %s"
                        .formatted(reach.relays().size(), reach.reason()));
            case OUTGOING_ONLY ->
                new Check(
                        "reachable",
                        Check.Outcome.WARNING,
                        "only those whom this node calls are connected: " + reach.reason(),
                        "let the router pass the port of kith run on to this computer, for TCP and UDP, or bond with"
                                + " somebody whose node can be called");
        };
    }

    private static Check well(String detail) {
        return new Check("reachable", Check.Outcome.WELL, detail, "");
    }

    private static Check wayTo(Acquaintance who, PeerPath path) {
        String time = path.roundTripMillis() > 0 ? String.format(Locale.ROOT, ", %.1f ms", path.roundTripMillis()) : "";
        String why = path.why().isEmpty() ? "" : ": " + path.why();
        return new Check(
                "path",
                path.why().isEmpty() ? Check.Outcome.WELL : Check.Outcome.WARNING,
                who.name() + " is reached " + words(path) + time + why,
                path.why().isEmpty() ? "" : "it works as it is; a port opened by either router makes it faster");
    }

    private static String words(PeerPath path) {
        return switch (path.kind()) {
            case "loopback" -> "within this computer";
            case "lan" -> "within this network at " + path.address();
            case "punched" -> "straight, through both routers, at " + path.address();
            case "relayed" -> "through a relay at " + path.address();
            default -> "straight at " + path.address();
        };
    }

    @Override
    public void close() {
        reachability.close();
    }
}
