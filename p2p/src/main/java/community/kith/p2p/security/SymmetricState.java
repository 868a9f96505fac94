package community.kith.p2p.security;

import community.kith.base.crypto.Sha256;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The hash and the chaining key that a Noise handshake mixes everything into (Noise, section 5.2).
final class SymmetricState {
    /// 32 characters: exactly one hash, so the first hash is the name itself.
    private static final String NAME = "Noise_XX_25519_ChaChaPoly_SHA256";

    private byte[] hash = NAME.getBytes(StandardCharsets.US_ASCII);
    private byte[] chainingKey = hash;
    private @Nullable CipherState cipher;

    void mixHash(byte[] data) {
        hash = Sha256.of(hash, data);
    }

    void mixKey(byte[] secret) {
        byte[][] keys = derive(secret);
        chainingKey = keys[0];
        cipher = new CipherState(keys[1]);
    }

    /// Seals once there is a key; before, the bytes go as they are.
    byte[] encryptAndHash(byte[] plain) {
        byte[] sent = plain;
        if (cipher != null) {
            sent = new byte[plain.length + CipherState.TAG_BYTES];
            cipher.seal(hash, plain, sent, 0);
        }
        mixHash(sent);
        return sent;
    }

    byte[] decryptAndHash(byte[] received) throws ProtocolException {
        byte[] plain = received;
        if (cipher != null) {
            byte[] opened = new byte[received.length];
            int length = cipher.open(hash, received, 0, received.length, opened, 0);
            plain = Arrays.copyOf(opened, length);
        }
        mixHash(received);
        return plain;
    }

    byte[] hash() {
        return hash.clone();
    }

    /// The two keys of the conversation: for what the initiator sends, and for what the responder sends.
    CipherState[] split(Aead aead) {
        byte[][] keys = derive(new byte[0]);
        return new CipherState[] {new CipherState(keys[0], aead), new CipherState(keys[1], aead)};
    }

    /// HKDF with two outputs (Noise, section 4.3).
    private byte[][] derive(byte[] secret) {
        byte[] temporary = hmac(chainingKey, secret);
        byte[] first = hmac(temporary, new byte[] {1});
        byte[] second = hmac(temporary, first, new byte[] {2});
        return new byte[][] {first, second};
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA256", e);
        }
    }
}
