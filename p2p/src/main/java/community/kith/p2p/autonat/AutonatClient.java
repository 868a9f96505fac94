package community.kith.p2p.autonat;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.autonat.DialMessage.DialStatus;
import community.kith.p2p.autonat.DialMessage.ResponseStatus;
import community.kith.p2p.host.Connection;
import community.kith.p2p.host.Network;
import community.kith.p2p.host.Stream;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// Asks servers to dial us, and believes those that show they did.
public final class AutonatClient {
    /// What a server must speak.
    public static final String SERVER_PROTOCOL = DialMessage.PROTOCOL;

    /// A server dials, is patient for ten seconds or so, and then says how it went.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int MAX_PRICE_BYTES = 100_000;

    private final Network network;
    private final RandomGenerator random;
    /// Numbers that we wait to hear, with the address each was given for; as many as probes under way.
    private final Map<Long, Multiaddr> awaited = new ConcurrentHashMap<>();

    /// How a probe ended.
    public enum Outcome {
        /// The server reached us at the address.
        THROUGH,
        /// It tried and did not.
        BLOCKED,
        /// It did not try, or was not heard out.
        INCONCLUSIVE
    }

    private AutonatClient(Network network, RandomGenerator random) {
        this.network = network;
        this.random = random;
    }

    /// Begins to listen for dial-backs; nothing is asked yet.
    public static AutonatClient start(Network network, RandomGenerator random) {
        AutonatClient client = new AutonatClient(network, random);
        network.accept(DialBack.PROTOCOL, client::hear);
        return client;
    }

    /// Has a server try one address of ours. A server that claims to have got through without having said the number is
    /// an
    /// error.
    public Outcome probe(PeerId server, Multiaddr address) throws IOException {
        long nonce = random.nextLong();
        awaited.put(nonce, address);
        try (Stream stream = network.open(server, DialMessage.PROTOCOL)) {
            stream.timeout(PATIENCE);
            new DialMessage.Ask(List.of(Optional.of(address.withoutPeer())), nonce).write(stream.out());
            DialMessage said = DialMessage.read(stream.in());
            if (said instanceof DialMessage.Price price) {
                pay(stream, price);
                said = DialMessage.read(stream.in());
            }
            if (!(said instanceof DialMessage.Outcome outcome)) {
                throw new ProtocolException(server + " does not answer what was asked");
            }
            return judge(outcome, nonce);
        } finally {
            awaited.remove(nonce);
        }
    }

    private Outcome judge(DialMessage.Outcome outcome, long nonce) throws ProtocolException {
        if (outcome.status() != ResponseStatus.OK || outcome.index() != 0) {
            return Outcome.INCONCLUSIVE;
        }
        if (outcome.dial() == DialStatus.OK && awaited.containsKey(nonce)) {
            throw new ProtocolException("a server claims a dial that did not arrive");
        }
        return switch (outcome.dial()) {
            case OK -> Outcome.THROUGH;
            case DIAL_ERROR -> Outcome.BLOCKED;
            case DIAL_BACK_ERROR, UNUSED -> Outcome.INCONCLUSIVE;
        };
    }

    private static void pay(Stream stream, DialMessage.Price price) throws IOException {
        if (price.bytes() < 0 || price.bytes() > MAX_PRICE_BYTES) {
            stream.reset();
            throw new ProtocolException("a dial is too dear at " + Long.toUnsignedString(price.bytes()) + " bytes");
        }
        for (long paid = 0; paid < price.bytes(); paid += DialMessage.Payment.MAX_BYTES) {
            new DialMessage.Payment(DialMessage.Payment.MAX_BYTES).write(stream.out());
        }
    }

    /// Somebody dialled us and says a number; it may be under any name.
    private void hear(Connection connection, Stream stream) throws IOException {
        stream.timeout(PATIENCE);
        long nonce = DialBack.hear(stream);
        Multiaddr address = awaited.get(nonce);
        if (address == null || overQuic(address) != overQuic(connection.remote())) {
            throw new ProtocolException("a dial back that nobody waits for, from " + connection.remote());
        }
        awaited.remove(nonce);
        DialBack.heard(stream);
    }

    private static boolean overQuic(Multiaddr address) {
        return address.quicAddress().isPresent();
    }
}
