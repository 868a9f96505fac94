package community.kith.p2p.security;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.PeerId;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The libp2p handshake over Noise XX (libp2p specs, `noise/README.md`): both ends prove their identity keys, and may
/// agree on a muxer on the way, and two ends that ask for it on AES-GCM for what comes after (an extension of ours, see
/// docs/spec/libp2p.md).
///
/// One object serves any number of connections of one host: the static Noise key is made once, and vouched for by the
/// identity key once.
public final class NoiseHandshake implements Handshake {
    /// Its name in multistream-select.
    public static final String PROTOCOL = "/noise";

    private static final byte[] NO_PROLOGUE = {};
    private static final byte[] NO_PAYLOAD = {};

    private final X25519Key staticKey;
    private final RandomGenerator random;
    private final List<String> muxers;
    private final List<Aead> ciphers;
    private final byte[] payload;

    /// A handshake on behalf of `identity`, offering `muxers`, the preferred first.
    public NoiseHandshake(SigningKey identity, List<String> muxers, RandomGenerator random) {
        this(identity, muxers, Processor.ciphers(), random);
    }

    /// @param ciphers to ask for besides the one that all have
    NoiseHandshake(SigningKey identity, List<String> muxers, List<Aead> ciphers, RandomGenerator random) {
        this.staticKey = X25519Key.generate(random);
        this.random = random;
        this.muxers = List.copyOf(muxers);
        this.ciphers = List.copyOf(ciphers);
        this.payload = NoisePayload.of(identity, staticKey, muxers, ciphers).toBytes();
    }

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public Outcome initiate(Wire wire, Optional<PeerId> expected) throws IOException {
        XxPattern pattern = pattern(true);
        send(wire, pattern.write(NO_PAYLOAD));
        NoisePayload theirs = NoisePayload.parse(pattern.read(receive(wire)));
        PeerId peer = theirs.verify(pattern.theirStatic());
        if (expected.isPresent() && !expected.get().equals(peer)) {
            throw new ProtocolException("expected " + expected.get() + " and met " + peer);
        }
        Optional<String> muxer = agree(muxers, theirs.muxers());
        send(wire, pattern.write(payload));
        return new Outcome(channel(wire, pattern, theirs), peer, muxer);
    }

    @Override
    public Outcome respond(Wire wire) throws IOException {
        XxPattern pattern = pattern(false);
        pattern.read(receive(wire));
        send(wire, pattern.write(payload));
        NoisePayload theirs = NoisePayload.parse(pattern.read(receive(wire)));
        PeerId peer = theirs.verify(pattern.theirStatic());
        return new Outcome(channel(wire, pattern, theirs), peer, agree(theirs.muxers(), muxers));
    }

    /// The first of the initiator's muxers that the responder has too; empty when one of them offers none at all.
    private static Optional<String> agree(List<String> initiators, List<String> responders) throws ProtocolException {
        if (initiators.isEmpty() || responders.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> both = initiators.stream().filter(responders::contains).findFirst();
        if (both.isEmpty()) {
            throw new ProtocolException("noise: no muxer in common, " + initiators + " and " + responders);
        }
        return both;
    }

    private XxPattern pattern(boolean initiator) {
        return new XxPattern(initiator, staticKey, X25519Key.generate(random), NO_PROLOGUE);
    }

    private SecureChannel channel(Wire wire, XxPattern pattern, NoisePayload theirs) {
        CipherState[] keys = pattern.split(Aead.agree(ciphers, theirs.ciphers()));
        return new NoiseChannel(wire, keys[0], keys[1]);
    }

    private static void send(Wire wire, byte[] message) throws IOException {
        byte[] framed = new byte[2 + message.length];
        framed[0] = (byte) (message.length >>> 8);
        framed[1] = (byte) message.length;
        System.arraycopy(message, 0, framed, 2, message.length);
        wire.out().write(framed);
        wire.out().flush();
    }

    private static byte[] receive(Wire wire) throws IOException {
        byte[] length = wire.in().readNBytes(2);
        if (length.length < 2) {
            throw new EOFException("the peer left during the noise handshake");
        }
        int expected = (length[0] & 0xff) << 8 | (length[1] & 0xff);
        byte[] message = wire.in().readNBytes(expected);
        if (message.length < expected) {
            throw new EOFException("the peer left during the noise handshake");
        }
        return message;
    }
}
