package community.kith.store.chunk;

import community.kith.base.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secret that an audience shares: who has it cuts and seals the same bytes in the same way, and so finds them
/// again. To everybody else equal contents look unrelated. Never printed.
public final class Salt {
    public static final int BYTES = 32;

    /// For the commons, where everybody may find everything again.
    public static final Salt PUBLIC = new Salt(new byte[BYTES]);

    private final SecretKeySpec secret;

    private Salt(byte[] bytes) {
        this.secret = new SecretKeySpec(bytes, "HmacSHA256");
    }

    /// @param bytes 32 of them
    public static Salt of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a salt has 32 bytes, not " + bytes.length);
        }
        return new Salt(bytes.clone());
    }

    /// The secret itself, for another device of the same audience.
    public byte[] bytes() {
        return secret.getEncoded();
    }

    /// The salt of one audience: nothing that one of them finds again tells another anything.
    public Salt of(String audience) {
        return new Salt(derive("kith-audience-1", audience.getBytes(StandardCharsets.UTF_8)));
    }

    /// HMAC-SHA256 under this secret of a purpose, a zero byte and a text.
    public byte[] derive(String purpose, byte[] text) {
        try {
            Mac mac = Mac.getInstance(secret.getAlgorithm());
            mac.init(secret);
            mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) 0);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has HMAC-SHA256 (" + Sha256.BYTES + " bytes)", e);
        }
    }

    @Override
    public String toString() {
        return "Salt[secret]";
    }
}
