package community.kith.p2p.autonat;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.autonat.DialMessage.DialStatus;
import community.kith.p2p.autonat.DialMessage.ResponseStatus;
import community.kith.p2p.host.Connection;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.Network;
import community.kith.p2p.host.Path;
import community.kith.p2p.host.Stream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ProtocolException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Dials back for others, at one of the addresses they name and no other.
///
/// The dialling is done by a host of its own, with a name of its own and no listening port: the connection cannot be
/// mistaken for one in use, and nothing the client opened in its router for us lets it in.
public final class AutonatServer {
    private static final System.Logger LOG = System.getLogger(AutonatServer.class.getName());

    private final Host dialer;
    private final Predicate<Multiaddr> dialable;
    private final AutonatLimits limits;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Turnstile turnstile;

    private AutonatServer(
            Host dialer,
            Predicate<Multiaddr> dialable,
            AutonatLimits limits,
            InstantSource clock,
            RandomGenerator random) {
        this.dialer = dialer;
        this.dialable = dialable;
        this.limits = limits;
        this.clock = clock;
        this.random = random;
        this.turnstile = new Turnstile(limits);
    }

    /// Serves on `network`, and dials with `dialer` what is `dialable`, which should be public addresses only.
    public static AutonatServer start(
            Network network,
            Host dialer,
            Predicate<Multiaddr> dialable,
            AutonatLimits limits,
            InstantSource clock,
            RandomGenerator random) {
        AutonatServer server = new AutonatServer(dialer, dialable, limits, clock, random);
        network.accept(DialMessage.PROTOCOL, server::serve);
        return server;
    }

    private void serve(Connection connection, Stream stream) throws IOException {
        stream.timeout(limits.patience());
        if (!(DialMessage.read(stream.in()) instanceof DialMessage.Ask ask)) {
            throw new ProtocolException("an autonat stream that does not begin with a request");
        }
        PeerId client = connection.peer();
        if (connection.path() == Path.RELAYED || !turnstile.enter(client, clock.instant())) {
            new DialMessage.Outcome(ResponseStatus.REQUEST_REJECTED, 0, DialStatus.UNUSED).write(stream.out());
            return;
        }
        DialMessage.Outcome outcome;
        try {
            outcome = dialFor(connection, stream, ask);
        } finally {
            turnstile.leave(client);
        }
        outcome.write(stream.out());
    }

    private DialMessage.Outcome dialFor(Connection connection, Stream stream, DialMessage.Ask ask) throws IOException {
        int index = first(ask.addresses());
        if (index < 0) {
            return new DialMessage.Outcome(ResponseStatus.DIAL_REFUSED, 0, DialStatus.UNUSED);
        }
        Multiaddr address = ask.addresses().get(index).orElseThrow();
        if (!address.ip().equals(connection.remote().ip())) {
            collect(stream, index);
        }
        return new DialMessage.Outcome(ResponseStatus.OK, index, dialBack(connection.peer(), address, ask.nonce()));
    }

    private int first(List<Optional<Multiaddr>> addresses) {
        for (int i = 0; i < addresses.size(); i++) {
            if (addresses.get(i).filter(this::isDialable).isPresent()) {
                return i;
            }
        }
        return -1;
    }

    private boolean isDialable(Multiaddr address) {
        return address.relay().isEmpty() && address.ip().isPresent() && dialable.test(address);
    }

    /// Has the client pay for a dial to somebody who may not be itself.
    private void collect(Stream stream, int index) throws IOException {
        int price = limits.priceBytes() + random.nextInt(2 * limits.priceBytes());
        new DialMessage.Price(index, price).write(stream.out());
        int paid = 0;
        while (paid < price) {
            if (!(DialMessage.read(stream.in()) instanceof DialMessage.Payment payment) || payment.bytes() == 0) {
                throw new ProtocolException("a client that does not pay for its dial");
            }
            paid += payment.bytes();
        }
    }

    private DialStatus dialBack(PeerId client, Multiaddr address, long nonce) {
        try {
            dialer.connect(address.withoutPeer().withPeer(client));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> client + " is not reached at " + address + ": " + e);
            return DialStatus.DIAL_ERROR;
        }
        try (Stream stream = dialer.open(client, DialBack.PROTOCOL)) {
            stream.timeout(limits.patience());
            DialBack.say(stream, nonce);
            return DialStatus.OK;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> client + " is reached and does not listen: " + e);
            return DialStatus.DIAL_BACK_ERROR;
        } finally {
            dialer.disconnect(client);
        }
    }
}
