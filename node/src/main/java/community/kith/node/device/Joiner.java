package community.kith.node.device;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import community.kith.community.identity.Names;
import community.kith.community.identity.Verdict;
import community.kith.node.api.RefusedException;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.Stream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// The side of a join that asks to become somebody's device. Format: `docs/spec/join.md`.
public final class Joiner {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration FOR_THE_OWNER = Duration.ofMinutes(11);

    private Joiner() {}

    /// What to do when the owner has said yes.
    public interface Guest {
        /// Shows words to compare with those on the other device.
        void compare(String words);

        /// @param account everything that is the owner's, to be read to its end
        void welcome(Welcome welcome, InputStream account) throws IOException;
    }

    /// Asks, and waits for the owner's word.
    ///
    /// @param name what the owner calls this device
    /// @throws RefusedException when the ticket is not good, or the owner says no
    public static void ask(Host host, JoinTicket ticket, String name, Instant now, RandomGenerator entropy, Guest guest)
            throws IOException {
        if (now.isAfter(ticket.expires())) {
            throw new RefusedException("this ticket has expired at " + ticket.expires() + "; make a new one there");
        }
        host.learn(ticket.peer(), ticket.addresses());
        Handshake handshake = new Handshake(ticket.secret(), ticket.peer(), host.id());
        byte[] nonce = new byte[Handshake.NONCE];
        entropy.nextBytes(nonce);
        try (Stream stream = host.open(ticket.peer(), JoinDesk.PROTOCOL)) {
            stream.timeout(PATIENCE);
            DagCbor.write(
                    stream.out(),
                    Ipld.fields()
                            .put("v", 1)
                            .put("name", Names.device(name))
                            .put("nonce", nonce)
                            .put("proof", handshake.asks(nonce))
                            .build());
            stream.out().flush();
            InputStream in = new BufferedInputStream(stream.in());
            FieldReader proven = answer(in, JoinDesk.MAX_ASK);
            byte[] theirNonce = proven.bytesOf("nonce", Handshake.NONCE);
            if (!handshake.isAnswer(proven.bytesOf("proof", 32), nonce, theirNonce)) {
                throw new ProtocolException("the other device does not know the ticket");
            }
            guest.compare(handshake.words(nonce, theirNonce));
            stream.timeout(FOR_THE_OWNER);
            Welcome welcome = Welcome.read(answer(in, Welcome.MAX_BYTES));
            check(host, welcome, now);
            stream.timeout(PATIENCE);
            guest.welcome(welcome, in);
        }
    }

    private static FieldReader answer(InputStream in, int maxBytes) throws IOException {
        FieldReader answer = new FieldReader(DagCbor.read(in, maxBytes), "answer");
        if (answer.has("refused")) {
            throw new RefusedException(answer.text("refused", 256));
        }
        return answer;
    }

    private static void check(Host host, Welcome welcome, Instant now) throws ProtocolException {
        if (!welcome.delegation().device().equals(host.id())) {
            throw new ProtocolException("the passport's word is for another device");
        }
        if (welcome.delegation().verify(now) instanceof Verdict.Refused refused) {
            throw new ProtocolException(refused.reason());
        }
    }
}
