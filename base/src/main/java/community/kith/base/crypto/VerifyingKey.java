package community.kith.base.crypto;

import community.kith.base.bytes.Varint;
import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A public key that signatures are checked with. Kith's own keys are Ed25519; the other kinds that libp2p peers
/// may have can be verified only. Two keys are equal when their kind and bytes are.
///
/// Source: libp2p peer-ids specification (key kinds, their bytes, what is signed).
public abstract sealed class VerifyingKey
        permits Ed25519VerifyingKey, RsaVerifyingKey, Secp256k1VerifyingKey, EcdsaVerifyingKey {
    /// The kinds of key, each with its number in libp2p's protobuf.
    public enum Kind {
        RSA(0),
        ED25519(1),
        SECP256K1(2),
        ECDSA(3);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    private static final int KIND_FIELD = 0x08;
    private static final int DATA_FIELD = 0x12;

    private final Kind kind;
    private final byte[] raw;

    /// `raw` is kept, not copied.
    VerifyingKey(Kind kind, byte[] raw) {
        this.kind = kind;
        this.raw = raw;
    }

    /// An Ed25519 key of 32 bytes. Bytes that are no point of the curve make a key that verifies nothing.
    public static VerifyingKey ed25519(byte[] raw) {
        if (raw.length != Ed25519VerifyingKey.BYTES) {
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes, not " + raw.length);
        }
        return new Ed25519VerifyingKey(raw.clone());
    }

    /// Reads libp2p's `PublicKey` message in its deterministic form, the only one that gives a PeerId.
    ///
    /// @throws ProtocolException when it is in another form, or of another size than its kind has
    public static VerifyingKey fromProtobuf(byte[] message) throws ProtocolException {
        ByteBuffer in = ByteBuffer.wrap(message);
        expect(in, KIND_FIELD);
        Kind kind = kind(Varint.read(in));
        expect(in, DATA_FIELD);
        if (Varint.read(in) != in.remaining()) {
            throw new ProtocolException("a public key whose length is wrong");
        }
        byte[] raw = Arrays.copyOfRange(message, in.position(), message.length);
        return switch (kind) {
            case RSA -> RsaVerifyingKey.parse(raw);
            case ED25519 -> Ed25519VerifyingKey.parse(raw);
            case SECP256K1 -> Secp256k1VerifyingKey.parse(raw);
            case ECDSA -> EcdsaVerifyingKey.parse(raw);
        };
    }

    /// Whether `signature` is this key's on `message`; anything malformed is simply not.
    public abstract boolean verify(byte[] message, byte[] signature);

    public Kind kind() {
        return kind;
    }

    /// The key alone: 32 bytes for Ed25519, 33 (a compressed point) for secp256k1, an X.509
    /// SubjectPublicKeyInfo in DER for RSA and ECDSA.
    public byte[] raw() {
        return raw.clone();
    }

    public byte[] toProtobuf() {
        ByteArrayOutputStream message = new ByteArrayOutputStream(raw.length + 6);
        message.write(KIND_FIELD);
        message.write(kind.number);
        message.write(DATA_FIELD);
        message.writeBytes(Varint.encode(raw.length));
        message.writeBytes(raw);
        return message.toByteArray();
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof VerifyingKey key && kind == key.kind && Arrays.equals(raw, key.raw);
    }

    @Override
    public final int hashCode() {
        return 31 * Arrays.hashCode(raw) + kind.number;
    }

    private static void expect(ByteBuffer in, int field) throws ProtocolException {
        if (!in.hasRemaining() || in.get() != field) {
            throw new ProtocolException("a public key message without its fields in order");
        }
    }

    private static Kind kind(long number) throws ProtocolException {
        for (Kind kind : Kind.values()) {
            if (kind.number == number) {
                return kind;
            }
        }
        throw new ProtocolException("a public key of unknown kind " + number);
    }
}
