package community.kith.p2p.relay;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Connection;
import community.kith.p2p.host.Network;
import community.kith.p2p.host.Path;
import community.kith.p2p.host.PeerWatcher;
import community.kith.p2p.host.Stream;
import community.kith.p2p.transport.Scope;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Relays for others: takes reservations, and connects callers to peers that hold one.
///
/// Never over a connection that is itself relayed, and never by dialling on behalf of anybody.
public final class RelayServer implements PeerWatcher {
    /// What a peer says it speaks when it relays for others.
    public static final String PROTOCOL = HopMessage.PROTOCOL;

    private static final System.Logger LOG = System.getLogger(RelayServer.class.getName());
    private static final int MAX_ADDRESSES = 16;

    private final Network network;
    private final SigningKey key;
    private final RelayLimits limits;
    private final InstantSource clock;
    private final RelayBook book;
    private final Set<Circuit> circuits = ConcurrentHashMap.newKeySet();

    private RelayServer(Network network, SigningKey key, RelayPolicy policy, RelayLimits limits, InstantSource clock) {
        this.network = network;
        this.key = key;
        this.limits = limits;
        this.clock = clock;
        this.book = new RelayBook(policy, limits);
    }

    /// Begins to relay; `key` is the host's own, and signs vouchers.
    public static RelayServer start(
            Network network, SigningKey key, RelayPolicy policy, RelayLimits limits, InstantSource clock) {
        RelayServer server = new RelayServer(network, key, policy, limits, clock);
        network.accept(HopMessage.PROTOCOL, server::serve);
        network.watch(server);
        return server;
    }

    /// Ends what has expired. Call it every second or so.
    public void tick(Instant now) {
        book.expire(now);
        circuits.forEach(circuit -> circuit.expire(now));
    }

    /// How many peers hold a reservation.
    public int reservations() {
        return book.reservations();
    }

    /// How many calls are being carried.
    public int circuits() {
        return book.circuits();
    }

    @Override
    public void disconnected(PeerId peer) {
        book.left(peer);
    }

    private void serve(Connection connection, Stream stream) throws IOException {
        stream.timeout(limits.patience());
        HopMessage request;
        try {
            request = HopMessage.read(stream.in());
        } catch (ProtocolException e) {
            refuse(stream, RelayStatus.MALFORMED_MESSAGE);
            throw e;
        }
        switch (request) {
            case HopMessage.Reserve reserve -> reserve(connection, stream);
            case HopMessage.Connect connect -> connect(connection, stream, connect.peer());
            case HopMessage.Answer answer -> refuse(stream, RelayStatus.UNEXPECTED_MESSAGE);
        }
    }

    private void reserve(Connection connection, Stream stream) throws IOException {
        if (connection.path() == Path.RELAYED) {
            refuse(stream, RelayStatus.PERMISSION_DENIED);
            return;
        }
        PeerId peer = connection.peer();
        RelayBook.Decision decision = book.reserve(peer, clock.instant());
        if (decision.status() != RelayStatus.OK) {
            refuse(stream, decision.status());
            return;
        }
        Instant expiry = clock.instant().plus(limits.term());
        byte[] voucher = new Voucher(network.id(), peer, expiry).sealed(key);
        Reservation reservation = new Reservation(expiry, ownAddresses(), Optional.of(voucher));
        new HopMessage.Answer(RelayStatus.OK, Optional.of(reservation), told(decision.limit())).write(stream.out());
    }

    /// Where we are reached without a relay; only what the whole internet can use, when there is any such.
    private List<Multiaddr> ownAddresses() {
        List<Multiaddr> direct = network.addresses().stream()
                .filter(address -> address.relay().isEmpty())
                .sorted(Comparator.comparing((Multiaddr address) -> Scope.of(address))
                        .reversed())
                .limit(MAX_ADDRESSES)
                .toList();
        Optional<Scope> widest = direct.stream().map(Scope::of).findFirst();
        return direct.stream()
                .filter(address -> widest.filter(Scope.PUBLIC::equals).isEmpty() || Scope.of(address) == Scope.PUBLIC)
                .toList();
    }

    private void connect(Connection connection, Stream stream, PeerId target) throws IOException {
        if (connection.path() == Path.RELAYED) {
            refuse(stream, RelayStatus.PERMISSION_DENIED);
            return;
        }
        PeerId caller = connection.peer();
        RelayBook.Decision decision = book.connect(caller, target, clock.instant());
        if (decision.status() != RelayStatus.OK) {
            refuse(stream, decision.status());
            return;
        }
        try {
            carry(stream, target, decision.limit());
        } finally {
            book.ended(caller, target);
        }
    }

    private void carry(Stream stream, PeerId target, CircuitLimit limit) throws IOException {
        Stream stop;
        try {
            stop = call(stream.peer(), target, limit);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "a call to " + target + " was not taken: " + e);
            refuse(stream, RelayStatus.CONNECTION_FAILED);
            return;
        }
        try {
            new HopMessage.Answer(RelayStatus.OK, Optional.empty(), told(limit)).write(stream.out());
            stream.timeout(Duration.ZERO);
            stop.timeout(Duration.ZERO);
            Circuit circuit = new Circuit(stream, stop, limit, clock.instant());
            circuits.add(circuit);
            try {
                circuit.run();
            } finally {
                circuits.remove(circuit);
            }
        } finally {
            stop.close();
        }
    }

    /// Asks the target to take a call, over a connection it has to us.
    private Stream call(PeerId caller, PeerId target, CircuitLimit limit) throws IOException {
        Connection connection = network.connections(target).stream()
                .filter(known -> known.path() != Path.RELAYED)
                .findFirst()
                .orElseThrow(() -> new ConnectException(target + " is not connected"));
        Stream stop = connection.open(StopMessage.PROTOCOL);
        boolean taken = false;
        try {
            stop.timeout(limits.patience());
            new StopMessage.Connect(caller, told(limit)).write(stop.out());
            StopMessage answer = StopMessage.read(stop.in());
            taken = answer.equals(new StopMessage.Answer(RelayStatus.OK));
            if (!taken) {
                throw new ConnectException(target + " answered " + answer);
            }
            return stop;
        } finally {
            if (!taken) {
                stop.reset();
            }
        }
    }

    private static Optional<CircuitLimit> told(CircuitLimit limit) {
        return Optional.of(limit).filter(CircuitLimit::limits);
    }

    private static void refuse(Stream stream, RelayStatus status) throws IOException {
        HopMessage.Answer.no(status).write(stream.out());
    }
}
