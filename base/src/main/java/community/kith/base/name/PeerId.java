package community.kith.base.name;

import community.kith.base.bytes.Multibase;
import community.kith.base.crypto.VerifyingKey;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The name of a device on the network: the multihash of its public key, which is the key itself where that is
/// short (Ed25519, secp256k1). Ordered by the bytes. Source: libp2p peer-ids specification.
public final class PeerId implements Comparable<PeerId> {
    /// Key messages up to this many bytes are their own name.
    private static final int MAX_INLINE_BYTES = 42;

    private static final int MAX_CHARS = 128;

    private final Multihash hash;
    private final byte[] bytes;
    private final Optional<VerifyingKey> key;
    /// Worked out when first asked for. A race costs no more than doing it twice.
    private @Nullable String text;

    private PeerId(Multihash hash, Optional<VerifyingKey> key) {
        this.hash = hash;
        this.bytes = hash.bytes();
        this.key = key;
    }

    public static PeerId of(VerifyingKey key) {
        byte[] message = key.toProtobuf();
        return message.length <= MAX_INLINE_BYTES
                ? new PeerId(new Multihash(Multihash.IDENTITY, message), Optional.of(key))
                : new PeerId(Multihash.sha256(message), Optional.empty());
    }

    /// Reads the base58 form (`12D3…`, `Qm…`) or a CIDv1 with codec libp2p-key.
    public static PeerId parse(String text) throws ProtocolException {
        if (text.length() > MAX_CHARS) {
            throw new ProtocolException("a peer id of %d characters".formatted(text.length()));
        }
        if (text.startsWith("1") || text.startsWith("Qm")) {
            return fromBytes(Multibase.fromBase58btc(text));
        }
        Cid cid = Cid.parse(text);
        if (cid.codec() != Cid.LIBP2P_KEY) {
            throw new ProtocolException("a CID that is not a peer id: " + cid);
        }
        return of(cid.hash());
    }

    public static PeerId fromBytes(byte[] bytes) throws ProtocolException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Multihash hash = Multihash.read(in);
        if (in.hasRemaining()) {
            throw new ProtocolException("%d bytes after the end of a peer id".formatted(in.remaining()));
        }
        return of(hash);
    }

    private static PeerId of(Multihash hash) throws ProtocolException {
        if (hash.code() == Multihash.SHA2_256) {
            return new PeerId(hash, Optional.empty());
        }
        if (hash.code() != Multihash.IDENTITY || hash.digest().length > MAX_INLINE_BYTES) {
            throw new ProtocolException("a peer id that is neither a SHA-256 nor a short key");
        }
        return new PeerId(hash, Optional.of(VerifyingKey.fromProtobuf(hash.digest())));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /// The device's public key where the name holds it; a peer with a longer key shows it when connecting.
    public Optional<VerifyingKey> key() {
        return key;
    }

    public Cid toCid() {
        return Cid.of(Cid.LIBP2P_KEY, hash);
    }

    @Override
    public int compareTo(PeerId other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PeerId id && Arrays.equals(bytes, id.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// Base58, as libp2p shows it.
    @Override
    public String toString() {
        String known = text;
        if (known == null) {
            known = Multibase.base58btc(bytes);
            text = known;
        }
        return known;
    }
}
