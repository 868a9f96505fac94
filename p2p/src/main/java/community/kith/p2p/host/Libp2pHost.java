package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.identify.PeerInfo;
import community.kith.p2p.ping.Ping;
import community.kith.p2p.transport.TcpLink;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// A libp2p host over TCP, Noise and yamux, which answers identify and ping.
///
/// ```java
/// var options = HostOptions.of(key, List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")), "example/1", new
/// SecureRandom());
/// try (Libp2pHost host = Libp2pHost.start(options)) {
///     host.accept("/echo/1.0.0", stream -> stream.in().transferTo(stream.out()));
/// }
/// ```
public final class Libp2pHost implements Host {
    private static final System.Logger LOG = System.getLogger(Libp2pHost.class.getName());
    private static final int MAX_PEERS_IN_BOOK = 4096;
    private static final int ATTEMPTS = 2;
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HostOptions options;
    private final PeerId id;
    private final List<Multiaddr> addresses;
    private final List<Listener> listeners;
    private final AddressBook book = new AddressBook(MAX_PEERS_IN_BOOK);
    private final Crew crew = new Crew();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<PeerId, CompletableFuture<Connection>> dialling = new ConcurrentHashMap<>();
    private final Upgrade upgrade;
    private final Dialer dialer;
    private final HandshakeGate gate;
    private final ConnectionTable table;
    private final Protocols protocols;
    private final Identity identity;

    private Libp2pHost(HostOptions options, List<Listener> listeners) throws IOException {
        this.options = options;
        this.listeners = listeners;
        this.id = PeerId.of(options.key().verifyingKey());
        List<Multiaddr> bound = new ArrayList<>();
        for (Listener listener : listeners) {
            listener.addresses().forEach(address -> bound.add(address.withPeer(id)));
        }
        this.addresses = List.copyOf(bound);
        HostLimits limits = options.limits();
        this.upgrade = new Upgrade(options);
        this.dialer = new Dialer(upgrade, limits);
        this.gate = new HandshakeGate(limits.inbound());
        this.table = new ConnectionTable(limits.connections());
        this.protocols = new Protocols(limits.handshake());
        this.identity = new Identity(options, protocols, book, addresses);
    }

    /// Binds the listen addresses and starts to serve.
    public static Libp2pHost start(HostOptions options) throws IOException {
        List<Listener> listeners = new ArrayList<>();
        boolean done = false;
        try {
            for (Multiaddr address : options.listen()) {
                listeners.add(Listener.on(address));
            }
            Libp2pHost host = new Libp2pHost(options, List.copyOf(listeners));
            host.serve();
            done = true;
            return host;
        } finally {
            if (!done) {
                listeners.forEach(Listener::close);
            }
        }
    }

    private void serve() {
        protocols.put(PeerInfo.PROTOCOL, identity::tell);
        protocols.put(PeerInfo.PUSH_PROTOCOL, identity::hear);
        protocols.put(Ping.PROTOCOL, (connection, stream) -> Ping.serve(stream.in(), stream.out()));
        for (Listener listener : listeners) {
            crew.start("listener", () -> listener.run(this::welcome));
        }
        crew.start("tick", this::tick);
    }

    /// A caller is at the door: what follows happens on a thread of its own.
    private void welcome(TcpLink link) {
        gate.enter(link);
        crew.start("inbound", () -> receive(link));
    }

    private void receive(TcpLink link) {
        try {
            Connection connection = upgrade.inbound(link);
            gate.leave(link);
            enter(connection);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "a caller did not get through: " + e);
            HandshakeGate.close(link);
        } finally {
            gate.leave(link);
        }
    }

    /// Makes a connection usable: its session runs, and the peer is asked who it is.
    private void enter(Connection connection) throws ConnectException {
        boolean entered = false;
        try {
            if (connection.peer().equals(id)) {
                throw new ConnectException("met itself at " + connection.remote());
            }
            table.add(connection);
            entered = true;
        } finally {
            if (!entered) {
                connection.close();
            }
        }
        crew.start("connection", () -> {
            try {
                connection.session().run(stream -> crew.start("stream", () -> protocols.serve(connection, stream)));
            } finally {
                table.remove(connection);
            }
        });
        crew.start("identify", () -> identify(connection));
    }

    private void identify(Connection connection) {
        try (Stream stream = connection.open(PeerInfo.PROTOCOL)) {
            identity.hear(connection, stream);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> connection.peer() + " did not identify: " + e);
        }
    }

    private void tick() {
        try {
            while (!closing.await(TICK.toNanos(), TimeUnit.NANOSECONDS)) {
                table.all().forEach(connection -> connection.session().tick());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public PeerId id() {
        return id;
    }

    @Override
    public List<Multiaddr> addresses() {
        return addresses;
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
        return table.newest(peer).flatMap(Connection::info);
    }

    /// How many connections live now; a peer may have more than one.
    public int connections() {
        return table.all().size();
    }

    @Override
    public PeerId connect(Multiaddr address) throws IOException {
        Optional<PeerId> expected = address.peerId();
        PeerId peer;
        if (expected.isPresent()) {
            peer = reach(expected.get(), List.of(address)).peer();
        } else {
            Connection connection = dialer.dial(address);
            enter(connection);
            peer = connection.peer();
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
        Connection connection = reach(peer, book.addressesOf(peer));
        try {
            return connection.open(protocol);
        } catch (UnsupportedProtocolException e) {
            throw e;
        } catch (IOException e) {
            if (attempts > 1 && !connection.session().isOpen()) {
                return open(peer, protocol, attempts - 1);
            }
            throw new IOException("cannot open " + protocol + " to " + peer + ": " + e.getMessage(), e);
        }
    }

    /// The connection to a peer; when there is none, one caller dials and all who ask meanwhile share the outcome.
    private Connection reach(PeerId peer, List<Multiaddr> at) throws IOException {
        Optional<Connection> live = table.newest(peer);
        if (live.isPresent()) {
            return live.get();
        }
        CompletableFuture<Connection> ours = new CompletableFuture<>();
        CompletableFuture<Connection> theirs = dialling.putIfAbsent(peer, ours);
        if (theirs != null) {
            return await(theirs, peer);
        }
        try {
            Optional<Connection> meanwhile = table.newest(peer);
            Connection connection = meanwhile.isPresent() ? meanwhile.get() : dialer.dial(peer, at);
            if (meanwhile.isEmpty()) {
                enter(connection);
            }
            ours.complete(connection);
            return connection;
        } catch (IOException e) {
            ours.completeExceptionally(e);
            throw e;
        } finally {
            dialling.remove(peer, ours);
            ours.completeExceptionally(new ConnectException("dialling " + peer + " was given up"));
        }
    }

    private static Connection await(CompletableFuture<Connection> dial, PeerId peer) throws IOException {
        try {
            return dial.get();
        } catch (ExecutionException e) {
            ConnectException failed = new ConnectException("cannot reach " + peer + ": "
                    + Optional.ofNullable(e.getCause())
                            .map(Throwable::getMessage)
                            .orElse("unknown"));
            failed.initCause(e);
            throw failed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted while dialling " + peer);
        }
    }

    @Override
    public void accept(String protocol, StreamHandler handler) {
        protocols.put(protocol, (connection, stream) -> handler.handle(stream));
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
        listeners.forEach(Listener::close);
        gate.clear();
        table.close().forEach(connection -> crew.start("farewell", connection::close));
        crew.awaitEnd(PATIENCE);
    }
}
