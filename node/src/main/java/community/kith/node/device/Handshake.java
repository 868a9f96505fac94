package community.kith.node.device;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Keys;
import community.kith.community.trust.Secret;
import community.kith.node.home.Phrase;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// How two devices show each other that they have the same ticket, and people that nobody stands between. Format:
/// `docs/spec/join.md`.
///
/// @param host the device with the passport's key
/// @param guest the device that asks
record Handshake(Secret secret, PeerId host, PeerId guest) {
    static final int NONCE = 16;
    private static final int WORDS = 4;

    byte[] asks(byte[] guestNonce) {
        return mac("kith:join/1 asks", guestNonce, new byte[0]);
    }

    byte[] answers(byte[] guestNonce, byte[] hostNonce) {
        return mac("kith:join/1 answers", guestNonce, hostNonce);
    }

    boolean isAsk(byte[] proof, byte[] guestNonce) {
        return MessageDigest.isEqual(proof, asks(guestNonce));
    }

    boolean isAnswer(byte[] proof, byte[] guestNonce, byte[] hostNonce) {
        return MessageDigest.isEqual(proof, answers(guestNonce, hostNonce));
    }

    /// The same on both devices, and on no third.
    String words(byte[] guestNonce, byte[] hostNonce) {
        byte[] hash = Sha256.of(mac("kith:join/1 words", guestNonce, hostNonce));
        return String.join(" ", Phrase.of(Arrays.copyOf(hash, 16)).subList(0, WORDS));
    }

    private byte[] mac(String purpose, byte[] guestNonce, byte[] hostNonce) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            mac.update(Keys.of(host));
            mac.update(Keys.of(guest));
            mac.update(guestNonce);
            return mac.doFinal(hostNonce);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", e);
        }
    }
}
