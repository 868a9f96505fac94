package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.identify.PeerInfo;
import community.kith.p2p.ping.Ping;
import community.kith.p2p.quic.QuicLimits;
import community.kith.p2p.quic.QuicTransport;
import community.kith.p2p.transport.Link;
import community.kith.p2p.transport.Secured;
import community.kith.p2p.transport.Transport;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A libp2p host over QUIC and over TCP with Noise or TLS and yamux, which answers identify and ping.
///
/// ```java
/// var options = HostOptions.of(key, List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")), "example/1", new
/// SecureRandom());
/// try (Libp2pHost host = Libp2pHost.start(options)) {
///     host.accept("/echo/1.0.0", stream -> stream.in().transferTo(stream.out()));
/// }
/// ```
public final class Libp2pHost implements Network {
    private static final System.Logger LOG = System.getLogger(Libp2pHost.class.getName());
    private static final int MAX_PEERS_IN_BOOK = 4096;
    private static final int ATTEMPTS = 2;
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /// How long a peer has to show that it is still there after this machine moved or slept.
    private static final Duration PROBE = Duration.ofSeconds(4);

    private final HostOptions options;
    private final PeerId id;
    private final AddressBook book = new AddressBook(MAX_PEERS_IN_BOOK);
    private final Crew crew = new Crew();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Calls calls = new Calls();
    private final Watchers watchers = new Watchers();
    private final Upgrade upgrade;
    private final QuicTransport quic;
    private final BackOff backOff;
    private final Dialer dialer;
    private final Doorman doorman;
    private final ConnectionTable table;
    private final Protocols protocols;
    private final Identity identity;

    private Libp2pHost(HostOptions options, List<Listener> listeners) {
        this.options = options;
        this.id = PeerId.of(options.key().verifyingKey());
        HostLimits limits = options.limits();
        this.upgrade = new Upgrade(options);
        this.quic = new QuicTransport(options.key(), quicLimits(limits), options.random(), options.clock());
        this.backOff = new BackOff(System::nanoTime, options.random());
        this.dialer = new Dialer(backOff);
        this.doorman = new Doorman(listeners, upgrade, new QuicDoor(quic, options.listen()), limits.inbound());
        this.table = new ConnectionTable(id, limits.connections());
        this.protocols = new Protocols(limits, table::isProtected);
        this.identity = new Identity(options, protocols, book);
    }

    /// When a host takes QUIC callers: what that needs takes longer to load than all the rest together.
    public enum QuicStart {
        /// Before [#start] returns.
        AT_ONCE,
        /// Soon after; its ports and addresses are known before.
        SOON
    }

    /// Binds the listen addresses and starts to serve.
    public static Libp2pHost start(HostOptions options) throws IOException {
        return start(options, QuicStart.AT_ONCE);
    }

    /// Binds the listen addresses and starts to serve, QUIC when `quic` says.
    public static Libp2pHost start(HostOptions options, QuicStart quic) throws IOException {
        List<Listener> listeners = new ArrayList<>();
        Optional<Libp2pHost> host = Optional.empty();
        boolean done = false;
        try {
            for (Multiaddr address : options.listen()) {
                if (address.quicAddress().isEmpty()) {
                    listeners.add(Listener.on(address));
                }
            }
            Libp2pHost started = new Libp2pHost(options, List.copyOf(listeners));
            host = Optional.of(started);
            started.serve(quic);
            done = true;
            return started;
        } finally {
            if (!done) {
                listeners.forEach(Listener::close);
                host.ifPresent(Libp2pHost::close);
            }
        }
    }

    /// What QUIC may spend, by what TCP may.
    private static QuicLimits quicLimits(HostLimits limits) {
        HostLimits.Inbound inbound = limits.inbound();
        QuicLimits standard = QuicLimits.DEFAULT;
        return standard.withPatience(new QuicLimits.Patience(
                        limits.patience().dial(),
                        limits.handshake(),
                        standard.patience().idle()))
                .withStreams(Math.min(standard.streams(), limits.streams().streams()))
                .withCallers(new QuicLimits.Callers(
                        inbound.handshakes(),
                        inbound.handshakesPerAddress(),
                        Math.min(standard.callers().unchecked(), inbound.handshakes())));
    }

    private void serve(QuicStart quicStart) throws IOException {
        dialer.add(quic);
        dialer.add(new TcpTransport(upgrade, options.limits().patience().dial()));
        protocols.put(PeerInfo.PROTOCOL, identity::tell);
        protocols.put(PeerInfo.PUSH_PROTOCOL, this::hear);
        protocols.put(Ping.PROTOCOL, (connection, stream) -> Ping.serve(stream.in(), stream.out()));
        doorman.serve(crew, guest -> enter(guest, Direction.INBOUND));
        switch (quicStart) {
            case AT_ONCE -> doorman.serveQuic(crew, guest -> enter(guest, Direction.INBOUND));
            case SOON -> crew.start("quic", this::serveQuicSoon);
        }
        identity.listen(doorman.addresses());
        crew.start("tick", this::tick);
    }

    /// The port may be gone by now, or QUIC impossible here: then everybody is told the addresses that are left.
    private void serveQuicSoon() {
        try {
            doorman.serveQuic(crew, guest -> enter(guest, Direction.INBOUND));
        } catch (IOException e) {
            if (closing.getCount() > 0) {
                LOG.log(Level.WARNING, "no QUIC callers: " + e.getMessage());
            }
        }
        try {
            if (identity.listen(doorman.addresses())) {
                pushToAll();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "cannot list the network interfaces", e);
        }
    }

    /// Makes a connection usable: its streams are served, and the peer is asked who it is.
    private Connection enter(Secured secured, Direction direction) throws ConnectException {
        Connection connection =
                new Connection(secured, direction, options.limits().handshake());
        Optional<ConnectionTable.Entry> entered = Optional.empty();
        try {
            if (secured.peer().equals(id)) {
                throw new ConnectException("met itself at " + secured.remote());
            }
            entered = Optional.of(table.add(connection));
        } finally {
            if (entered.isEmpty()) {
                connection.close();
            }
        }
        entered.flatMap(ConnectionTable.Entry::displaced).ifPresent(Connection::close);
        if (entered.map(ConnectionTable.Entry::first).orElse(false)) {
            watchers.tell(watcher -> watcher.connected(secured.peer()));
        }
        crew.start("connection", () -> carry(connection));
        crew.start("identify", () -> identify(connection));
        return connection;
    }

    private void carry(Connection connection) {
        try {
            connection.muxer().run(stream -> crew.start("stream", () -> protocols.serve(connection, stream)));
        } finally {
            if (table.remove(connection)) {
                watchers.tell(watcher -> watcher.disconnected(connection.peer()));
            }
        }
    }

    private void identify(Connection connection) {
        try (Stream stream = connection.open(PeerInfo.PROTOCOL)) {
            hear(connection, stream);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> connection.peer() + " did not identify: " + e);
        }
    }

    private void hear(Connection connection, Stream stream) throws IOException {
        identity.hear(connection, stream);
        watchers.tell(watcher -> watcher.identified(connection.peer()));
    }

    private void tick() {
        Surroundings surroundings = new Surroundings(System::nanoTime, System::currentTimeMillis);
        try {
            while (!closing.await(TICK.toNanos(), TimeUnit.NANOSECONDS)) {
                table.all().forEach(connection -> connection.muxer().tick());
                table.superfluous().forEach(Connection::close);
                look(surroundings);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Surroundings surroundings) {
        try {
            boolean moved = surroundings.slept();
            if (surroundings.isTimeToLook() && identity.listen(doorman.addresses())) {
                pushToAll();
                moved = true;
            }
            if (moved) {
                moved();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "cannot list the network interfaces", e);
        }
    }

    /// Forgets what was true of another network, and doubts every connection.
    private void moved() {
        backOff.forgetAll();
        table.all().forEach(connection -> connection.muxer().probe(PROBE));
        watchers.tell(PeerWatcher::moved);
    }

    @Override
    public PeerId id() {
        return id;
    }

    @Override
    public List<Multiaddr> addresses() {
        return identity.addresses();
    }

    @Override
    public void learn(PeerId peer, Collection<Multiaddr> known) {
        book.learn(peer, known);
    }

    @Override
    public List<Multiaddr> addressesOf(PeerId peer) {
        return book.addressesOf(peer);
    }

    /// What a connected peer said of itself, once it did.
    public Optional<PeerInfo> infoOf(PeerId peer) {
        return table.of(peer).reversed().stream()
                .flatMap(connection -> connection.info().stream())
                .findFirst();
    }

    @Override
    public Set<String> protocolsOf(PeerId peer) {
        return infoOf(peer)
                .<Set<String>>map(info -> new TreeSet<>(info.protocols()))
                .orElse(Set.of());
    }

    @Override
    public List<Connection> connections() {
        return table.all();
    }

    @Override
    public List<Connection> connections(PeerId peer) {
        return table.open(peer);
    }

    @Override
    public void add(Transport transport) {
        dialer.add(transport);
    }

    @Override
    public void punch(Multiaddr address) throws IOException {
        quic.punch(address);
    }

    @Override
    public Connection dial(Multiaddr address) throws IOException {
        return enter(dialer.dial(address), Direction.OUTBOUND);
    }

    @Override
    public Connection secure(Link link, Direction as, Optional<PeerId> expected) throws IOException {
        boolean done = false;
        try {
            Secured secured = switch (as) {
                case OUTBOUND -> upgrade.outbound(link, expected);
                case INBOUND -> upgrade.inbound(link);
            };
            if (expected.filter(peer -> !peer.equals(secured.peer())).isPresent()) {
                throw new ProtocolException("met %s where %s was expected".formatted(secured.peer(), expected.get()));
            }
            done = true;
            return enter(secured, as);
        } finally {
            if (!done) {
                HandshakeGate.close(link);
            }
        }
    }

    @Override
    public Secured upgrade(Link link, Optional<PeerId> expected) throws IOException {
        return upgrade.outbound(link, expected);
    }

    @Override
    public List<Multiaddr> listening() {
        return identity.listening();
    }

    @Override
    public PeerId connect(Multiaddr address) throws IOException {
        Optional<PeerId> expected = address.peerId();
        PeerId peer;
        if (expected.isPresent()) {
            peer = reach(expected.get(), () -> dial(address)).peer();
        } else {
            peer = dial(address).peer();
        }
        book.learn(peer, List.of(address));
        return peer;
    }

    @Override
    public Stream open(PeerId peer, String protocol) throws IOException {
        return open(peer, protocol, ATTEMPTS);
    }

    /// A connection may turn out to be dead only when it is used; then a new one deserves a try.
    private Stream open(PeerId peer, String protocol, int attempts) throws IOException {
        Connection connection = reach(peer, () -> enter(dialer.dial(peer, book.addressesOf(peer)), Direction.OUTBOUND));
        try {
            return connection.open(protocol);
        } catch (UnsupportedProtocolException e) {
            throw e;
        } catch (IOException e) {
            if (attempts > 1 && !connection.isOpen()) {
                return open(peer, protocol, attempts - 1);
            }
            throw new IOException("cannot open " + protocol + " to " + peer + ": " + e.getMessage(), e);
        }
    }

    /// The best connection to a peer, made by `call` when there is none.
    private Connection reach(PeerId peer, Calls.Call call) throws IOException {
        Optional<Connection> live = table.best(peer);
        if (live.isPresent()) {
            return live.get();
        }
        return calls.share(peer, () -> {
            Optional<Connection> meanwhile = table.best(peer);
            return meanwhile.isPresent() ? meanwhile.get() : call.make();
        });
    }

    @Override
    public void accept(String protocol, StreamHandler handler) {
        accept(protocol, (connection, stream) -> handler.handle(stream));
    }

    @Override
    public void accept(String protocol, ConnectionHandler handler) {
        protocols.put(protocol, handler);
        pushToAll();
    }

    @Override
    public void announce(String source, List<Multiaddr> addresses) {
        if (identity.announce(source, addresses)) {
            pushToAll();
        }
    }

    @Override
    public void ignore(String protocol) {
        protocols.remove(protocol);
        pushToAll();
    }

    private void pushToAll() {
        for (Connection connection : table.all()) {
            if (connection.info().filter(Libp2pHost::takesPushes).isPresent()) {
                crew.start("identify push", () -> push(connection));
            }
        }
    }

    private static boolean takesPushes(PeerInfo info) {
        return info.protocols().contains(PeerInfo.PUSH_PROTOCOL);
    }

    private void push(Connection connection) {
        try (Stream stream = connection.open(PeerInfo.PUSH_PROTOCOL)) {
            identity.tell(connection, stream);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> connection.peer() + " did not take our news: " + e);
        }
    }

    @Override
    public void watch(PeerWatcher watcher) {
        watchers.add(watcher);
    }

    @Override
    public void protect(PeerId peer) {
        table.protect(peer);
    }

    @Override
    public void unprotect(PeerId peer) {
        table.unprotect(peer);
    }

    @Override
    public Set<PeerId> connected() {
        return table.peers();
    }

    @Override
    public Duration ping(PeerId peer) throws IOException {
        try (Stream stream = open(peer, Ping.PROTOCOL)) {
            stream.timeout(options.limits().handshake());
            return Ping.measure(stream.in(), stream.out(), options.random());
        }
    }

    @Override
    public void disconnect(PeerId peer) {
        table.of(peer).forEach(Connection::close);
    }

    @Override
    public void close() {
        closing.countDown();
        doorman.close();
        table.close().forEach(connection -> crew.start("farewell", connection::close));
        crew.awaitEnd(PATIENCE);
        quic.close();
        watchers.close();
    }
}
