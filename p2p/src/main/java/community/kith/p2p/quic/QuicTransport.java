package community.kith.p2p.quic;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.security.tls.OwnCertificate;
import community.kith.p2p.transport.Secured;
import community.kith.p2p.transport.Transport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// libp2p over QUIC v1 (libp2p specs, `quic/README.md`): dials and takes callers at `/ip4/…/udp/…/quic-v1`.
///
/// It dials from a port it listens on when there is one of the right family, so that the address others observe is the
/// one
/// they can call; otherwise from a socket of its own. Nothing is started before the first of both. Thread-safe.
public final class QuicTransport implements Transport, AutoCloseable {
    private final SigningKey identity;
    private final QuicLimits limits;
    private final RandomGenerator random;
    private final InstantSource clock;
    /// Guarded by this monitor, as are all below.
    private final List<QuicSocket> listening = new ArrayList<>();

    private final List<QuicSocket> dialling = new ArrayList<>();
    private Optional<Engine> engine = Optional.empty();
    private boolean closed;

    /// What the first use starts: it costs a native library, a thread and a certificate.
    private record Engine(EventLoops loops, Codecs codecs) {}

    /// A transport for one host.
    ///
    /// @param random a source fit for keys, as `SecureRandom` is
    /// @param clock tells whether a peer's certificate is valid now
    public QuicTransport(SigningKey identity, QuicLimits limits, RandomGenerator random, InstantSource clock) {
        this.identity = identity;
        this.limits = limits;
        this.random = random;
        this.clock = clock;
    }

    /// Whether there is a native library for this platform. When not, that is logged once, and no address is dialled.
    public static boolean isPossible() {
        return EventLoops.isPossible();
    }

    /// Takes callers at an address; port 0 lets the system choose.
    ///
    /// @param admits whether a caller from an IP address may try, asked once for each connection before it costs much
    /// @param guests gets each caller whose name is proven; must not wait
    /// @return the bound address, which may be a wildcard
    public InetSocketAddress listen(Multiaddr address, Predicate<InetAddress> admits, Consumer<Secured> guests)
            throws IOException {
        InetSocketAddress at = address.quicAddress()
                .orElseThrow(() -> new ProtocolException("cannot listen on " + address + ": not a QUIC address"));
        synchronized (this) {
            QuicSocket socket = bind(at, Optional.of(new QuicSocket.Guests(admits, guests)));
            listening.add(socket);
            return socket.local();
        }
    }

    @Override
    public boolean dials(Multiaddr address) {
        return address.quicAddress().isPresent() && isPossible();
    }

    @Override
    public Secured dial(Multiaddr address, Optional<PeerId> expected) throws IOException {
        InetSocketAddress to = resolved(address);
        return socketTo(to.getAddress()).dial(to, expected);
    }

    /// Sends one small packet from the port we listen on, which opens the way back through a router of ours. Nobody
    /// needs to
    /// receive it.
    public void punch(Multiaddr address) throws IOException {
        InetSocketAddress to = resolved(address);
        socketTo(to.getAddress()).punch(to);
    }

    private static InetSocketAddress resolved(Multiaddr address) throws IOException {
        InetSocketAddress to =
                address.quicAddress().orElseThrow(() -> new ConnectException(address + " is not a QUIC address"));
        InetSocketAddress resolved = to.isUnresolved() ? new InetSocketAddress(to.getHostString(), to.getPort()) : to;
        if (resolved.isUnresolved()) {
            throw new UnknownHostException("no address for the name " + to.getHostString());
        }
        return resolved;
    }

    private synchronized QuicSocket socketTo(InetAddress remote) throws IOException {
        for (QuicSocket socket : listening) {
            if (leadsTo(socket.local().getAddress(), remote)) {
                return socket;
            }
        }
        for (QuicSocket socket : dialling) {
            if (leadsTo(socket.local().getAddress(), remote)) {
                return socket;
            }
        }
        String any = remote instanceof Inet4Address ? "0.0.0.0" : "::";
        InetSocketAddress at = new InetSocketAddress(InetAddress.getByName(any), 0);
        QuicSocket socket = bind(at, Optional.empty());
        dialling.add(socket);
        return socket;
    }

    /// A socket bound to loopback leads nowhere else, and one to a card not to loopback. The wildcard of IPv6, which is
    /// also what the system makes of IPv4's, leads everywhere.
    private static boolean leadsTo(InetAddress from, InetAddress to) {
        if (from.isAnyLocalAddress()) {
            return from instanceof Inet6Address || to instanceof Inet4Address;
        }
        boolean sameFamily = from instanceof Inet4Address == to instanceof Inet4Address;
        return sameFamily && from.isLoopbackAddress() == to.isLoopbackAddress();
    }

    private QuicSocket bind(InetSocketAddress at, Optional<QuicSocket.Guests> guests) throws IOException {
        if (closed || !isPossible()) {
            throw new ConnectException("quic: " + (closed ? "this transport is closed" : "not on this platform"));
        }
        Engine running = engine.orElseGet(this::start);
        engine = Optional.of(running);
        return QuicSocket.bind(running.loops(), running.codecs(), at, guests);
    }

    private Engine start() {
        QuicIdentity who = new QuicIdentity(OwnCertificate.of(identity, random), clock);
        return new Engine(new EventLoops(), new Codecs(who, limits, random));
    }

    /// Ends every connection and frees the ports.
    @Override
    public void close() {
        List<QuicSocket> sockets = new ArrayList<>();
        Optional<Engine> running;
        synchronized (this) {
            closed = true;
            sockets.addAll(listening);
            sockets.addAll(dialling);
            running = engine;
            engine = Optional.empty();
        }
        sockets.forEach(QuicSocket::close);
        running.map(Engine::loops).ifPresent(EventLoops::close);
    }
}
