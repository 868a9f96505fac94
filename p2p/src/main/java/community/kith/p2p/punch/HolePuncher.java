package community.kith.p2p.punch;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Connection;
import community.kith.p2p.host.Direction;
import community.kith.p2p.host.Network;
import community.kith.p2p.host.Path;
import community.kith.p2p.host.PeerWatcher;
import community.kith.p2p.host.Stream;
import community.kith.p2p.host.UnsupportedProtocolException;
import community.kith.p2p.identify.PeerInfo;
import community.kith.p2p.punch.PunchReport.Outcome;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Turns connections through relays into straight ones, where routers let it.
///
/// The end that was called begins: it dials the caller's public address if there is one, and else both ends tell each
/// other
/// where they are seen to come from and try at the same moment, up to three times. Streams opened later take the
/// straight
/// connection; the relayed one is closed after a while.
public final class HolePuncher implements PeerWatcher {
    private static final System.Logger LOG = System.getLogger(HolePuncher.class.getName());
    private static final int TRIES = 3;
    private static final int MAX_TARGETS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST_TRIP = Duration.ofSeconds(3);
    private static final Duration RETRY = Duration.ofMinutes(10);
    private static final Duration GRACE = Duration.ofMinutes(1);
    /// How long a peer that knows where we are may take to get through when we cannot.
    private static final Duration THEIR_TURN = Duration.ofSeconds(1);

    private final Network network;
    private final Supplier<List<Multiaddr>> own;
    private final Predicate<Multiaddr> worthTrying;
    private final InstantSource clock;
    private final List<PunchTransport> transports = new CopyOnWriteArrayList<>();
    private final Set<PeerId> atWork = ConcurrentHashMap.newKeySet();
    private final Map<PeerId, Instant> graceEnds = new ConcurrentHashMap<>();
    private final PunchReports reports = new PunchReports();

    private HolePuncher(
            Network network, Supplier<List<Multiaddr>> own, Predicate<Multiaddr> worthTrying, InstantSource clock) {
        this.network = network;
        this.own = own;
        this.worthTrying = worthTrying;
        this.clock = clock;
    }

    /// Begins to watch for relayed connections.
    ///
    /// @param own where others see us come from, now
    /// @param worthTrying which of a peer's addresses may be tried; the public ones
    /// @param random for pauses
    public static HolePuncher start(
            Network network,
            Supplier<List<Multiaddr>> own,
            Predicate<Multiaddr> worthTrying,
            RandomGenerator random,
            InstantSource clock) {
        HolePuncher puncher = new HolePuncher(network, own, worthTrying, clock);
        puncher.add(new TcpPunch(network));
        puncher.add(new QuicPunch(network, random));
        network.accept(PunchMessage.PROTOCOL, puncher::answer);
        network.watch(puncher);
        return puncher;
    }

    /// Punches over another transport too; the latest added is asked first.
    public void add(PunchTransport transport) {
        transports.addFirst(transport);
    }

    /// How it went with a peer lately.
    public Optional<PunchReport> report(PeerId peer) {
        return reports.of(peer);
    }

    /// How it went with everybody lately.
    public List<PunchReport> reports() {
        return reports.all();
    }

    /// Tries again where it failed long ago, and closes relayed connections that are not needed any more.
    public void tick(Instant now) {
        for (Connection connection : network.connections()) {
            PeerId peer = connection.peer();
            if (connection.path() == Path.RELAYED) {
                boolean due = reports.of(peer)
                        .filter(report -> now.isBefore(report.at().plus(RETRY)))
                        .isEmpty();
                if (due) {
                    begin(peer);
                }
                if (!now.isBefore(graceEnds.getOrDefault(peer, Instant.MAX))
                        && Volley.straight(network, peer).isPresent()) {
                    connection.close();
                }
            }
        }
        graceEnds.values().removeIf(end -> now.isAfter(end.plus(GRACE)));
    }

    @Override
    public void identified(PeerId peer) {
        if (reports.of(peer).filter(report -> !report.worked()).isEmpty()) {
            begin(peer);
        }
    }

    @Override
    public void moved() {
        reports.clear();
    }

    /// Starts on a thread of its own, when the peer called us through a relay and there is no straight way yet.
    private void begin(PeerId peer) {
        Optional<Connection> relayed = network.connections(peer).stream()
                .filter(connection -> connection.path() == Path.RELAYED
                        && connection.direction() == Direction.INBOUND
                        && connection.info().isPresent())
                .findFirst();
        if (relayed.isPresent() && Volley.straight(network, peer).isEmpty() && atWork.add(peer)) {
            Thread.ofVirtual().name("punch to " + peer).start(() -> {
                try {
                    report(upgrade(relayed.get()));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    atWork.remove(peer);
                }
            });
        }
    }

    private void report(PunchReport report) {
        LOG.log(Level.DEBUG, report::toString);
        reports.add(report);
        if (report.worked()) {
            graceEnds.put(report.peer(), clock.instant().plus(GRACE));
        }
    }

    private PunchReport upgrade(Connection relayed) throws InterruptedException {
        PeerId peer = relayed.peer();
        if (dialPublicly(relayed)) {
            return new PunchReport(peer, clock.instant(), Outcome.DIALLED, 0, "");
        }
        try (Stream stream = relayed.open(PunchMessage.PROTOCOL)) {
            stream.timeout(PATIENCE);
            PunchReport report = attempt(peer, stream, 1);
            for (int tries = 2; tries <= TRIES && !report.worked(); tries++) {
                report = attempt(peer, stream, tries);
            }
            return report;
        } catch (UnsupportedProtocolException e) {
            return new PunchReport(peer, clock.instant(), Outcome.BROKEN_OFF, 0, "it does not punch holes");
        } catch (IOException e) {
            // Both ends may have got through with this end seeing the stream's end first.
            return Volley.straight(network, peer).isPresent()
                    ? new PunchReport(peer, clock.instant(), Outcome.PUNCHED, 1, "")
                    : new PunchReport(peer, clock.instant(), Outcome.BROKEN_OFF, 1, String.valueOf(e.getMessage()));
        }
    }

    private boolean dialPublicly(Connection relayed) {
        List<Multiaddr> listen = relayed.info().map(PeerInfo::addresses).orElse(List.of());
        for (Multiaddr address : targets(listen)) {
            try {
                network.dial(address.withoutPeer().withPeer(relayed.peer()));
                return true;
            } catch (IOException e) {
                LOG.log(Level.DEBUG, () -> relayed.peer() + " is not at " + address + ": " + e);
            }
        }
        return false;
    }

    private List<Multiaddr> targets(List<Multiaddr> addresses) {
        return addresses.stream()
                .map(Multiaddr::withoutPeer)
                .filter(address -> address.relay().isEmpty() && worthTrying.test(address))
                .filter(address -> transports.stream().anyMatch(transport -> transport.punches(address)))
                .distinct()
                .limit(MAX_TARGETS)
                .toList();
    }

    /// As the end that was called.
    private PunchReport attempt(PeerId peer, Stream stream, int number) throws IOException, InterruptedException {
        List<Multiaddr> ours = own.get();
        long sent = System.nanoTime();
        new PunchMessage.Connect(ours).write(stream.out());
        if (!(PunchMessage.read(stream.in()) instanceof PunchMessage.Connect theirs)) {
            throw new ProtocolException("it does not say where it is");
        }
        Duration trip = Duration.ofNanos(System.nanoTime() - sent);
        new PunchMessage.Sync().write(stream.out());
        Thread.sleep(LONGEST_TRIP.compareTo(trip) < 0 ? LONGEST_TRIP : trip.dividedBy(2));
        return fire(peer, theirs.addresses(), Direction.INBOUND, number);
    }

    private PunchReport fire(PeerId peer, List<Multiaddr> theirs, Direction as, int number)
            throws InterruptedException {
        Duration theirTurn = own.get().isEmpty() ? Duration.ZERO : THEIR_TURN;
        Optional<Connection> straight = new Volley(network, transports).fire(peer, targets(theirs), as, theirTurn);
        if (straight.isPresent()) {
            if (straight.get().path() == Path.DIRECT) {
                straight.get().punched();
            }
            return new PunchReport(peer, clock.instant(), Outcome.PUNCHED, number, "");
        }
        if (own.get().isEmpty()) {
            return new PunchReport(
                    peer, clock.instant(), Outcome.NO_OWN_ADDRESS, number, "nobody told us where we come from");
        }
        if (targets(theirs).isEmpty()) {
            return new PunchReport(
                    peer, clock.instant(), Outcome.NO_PEER_ADDRESS, number, "it does not know where it comes from");
        }
        return new PunchReport(peer, clock.instant(), Outcome.UNANSWERED, number, "nothing got through " + theirs);
    }

    /// As the end that called: the other leads, for as many tries as it takes.
    private void answer(Connection relayed, Stream stream) throws IOException {
        if (relayed.path() != Path.RELAYED) {
            throw new ProtocolException("nothing to punch: the connection is straight");
        }
        if (!atWork.add(relayed.peer())) {
            throw new ProtocolException("already at it");
        }
        try {
            stream.timeout(PATIENCE);
            PunchReport report = follow(relayed.peer(), stream, 1);
            for (int tries = 2; tries <= TRIES && !report.worked(); tries++) {
                report(report);
                report = follow(relayed.peer(), stream, tries);
            }
            report(report);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            atWork.remove(relayed.peer());
        }
    }

    private PunchReport follow(PeerId peer, Stream stream, int number) throws IOException, InterruptedException {
        if (!(PunchMessage.read(stream.in()) instanceof PunchMessage.Connect theirs)) {
            throw new ProtocolException("it does not say where it is");
        }
        new PunchMessage.Connect(own.get()).write(stream.out());
        if (!(PunchMessage.read(stream.in()) instanceof PunchMessage.Sync)) {
            throw new ProtocolException("it does not say when");
        }
        return fire(peer, theirs.addresses(), Direction.OUTBOUND, number);
    }
}
