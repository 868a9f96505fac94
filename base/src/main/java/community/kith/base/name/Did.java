package community.kith.base.name;

import community.kith.base.bytes.Multibase;
import community.kith.base.crypto.VerifyingKey;
import java.net.ProtocolException;
import java.util.Arrays;

/// The name of a person or community, `did:key:z6Mk…`: an Ed25519 public key and nothing else.
/// Source: the did:key method, with the multicodec prefix 0xed01.
public final class Did implements Comparable<Did> {
    private static final String PREFIX = "did:key:";
    private static final byte[] ED25519 = {(byte) 0xed, 0x01};
    private static final int MAX_CHARS = 64;

    private final VerifyingKey key;
    private final String text;

    private Did(VerifyingKey key) {
        this.key = key;
        this.text = PREFIX + Multibase.encode(Multibase.Base.BASE58_BTC, concat(ED25519, key.raw()));
    }

    /// The name of whoever has the secret of `key`.
    ///
    /// @throws IllegalArgumentException when the key is not Ed25519
    public static Did of(VerifyingKey key) {
        if (key.kind() != VerifyingKey.Kind.ED25519) {
            throw new IllegalArgumentException("a did:key of Kith is Ed25519, not " + key.kind());
        }
        return new Did(key);
    }

    public static Did parse(String text) throws ProtocolException {
        if (text.length() > MAX_CHARS || !text.startsWith(PREFIX + "z")) {
            throw new ProtocolException("not a did:key in base58");
        }
        byte[] bytes = Multibase.decode(text.substring(PREFIX.length()));
        if (bytes.length != ED25519.length + 32 || bytes[0] != ED25519[0] || bytes[1] != ED25519[1]) {
            throw new ProtocolException("a did:key that is not an Ed25519 key");
        }
        return new Did(VerifyingKey.ed25519(Arrays.copyOfRange(bytes, ED25519.length, bytes.length)));
    }

    public VerifyingKey key() {
        return key;
    }

    @Override
    public int compareTo(Did other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Did did && text.equals(did.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
