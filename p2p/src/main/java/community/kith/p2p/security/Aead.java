package community.kith.p2p.security;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The two ciphers that Noise has (Noise, section 12): names, and where a nonce's number stands.
enum Aead {
    /// What libp2p's handshake uses, and every conversation with somebody who offers nothing else.
    CHACHA_POLY("ChaChaPoly", "ChaCha20-Poly1305", "ChaCha20", Long.MAX_VALUE) {
        @Override
        AlgorithmParameterSpec parameters(long number) {
            return new IvParameterSpec(nonce(number, ByteOrder.LITTLE_ENDIAN));
        }
    },
    /// Three times as fast where the processor has instructions for it. One key seals no more than keeps the odds of
    /// telling it from chance below 2⁻⁵⁷ (RFC 8446, section 5.5, for our longer messages).
    AES_GCM("AESGCM", "AES/GCM/NoPadding", "AES", 1L << 22) {
        @Override
        AlgorithmParameterSpec parameters(long number) {
            return new GCMParameterSpec(8 * TAG_BYTES, nonce(number, ByteOrder.BIG_ENDIAN));
        }
    };

    static final int TAG_BYTES = 16;
    private static final int NONCE_BYTES = 12;

    private final String label;
    private final String transformation;
    private final String keyKind;
    private final long messagesPerKey;

    Aead(String label, String transformation, String keyKind, long messagesPerKey) {
        this.label = label;
        this.transformation = transformation;
        this.keyKind = keyKind;
        this.messagesPerKey = messagesPerKey;
    }

    /// Its name in the names of Noise protocols.
    String label() {
        return label;
    }

    /// How many messages one key seals before the next is made of it.
    long messagesPerKey() {
        return messagesPerKey;
    }

    Cipher cipher() {
        try {
            return Cipher.getInstance(transformation);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + transformation, e);
        }
    }

    SecretKeySpec key(byte[] bytes) {
        return new SecretKeySpec(bytes, keyKind);
    }

    abstract AlgorithmParameterSpec parameters(long number);

    private static byte[] nonce(long number, ByteOrder order) {
        return ByteBuffer.allocate(NONCE_BYTES)
                .order(order)
                .putInt(0)
                .putLong(number)
                .array();
    }

    static Optional<Aead> named(String label) {
        return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
    }

    /// What a conversation is sealed with: AES where both ends ask for it.
    static Aead agree(List<Aead> ours, List<Aead> theirs) {
        return ours.contains(AES_GCM) && theirs.contains(AES_GCM) ? AES_GCM : CHACHA_POLY;
    }
}
