package community.kith.store.seal;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/// Seals frames with AES-256-GCM. For one thread at a time; keep it for a whole stream, the cipher is reused.
public final class Sealer {
    private final SecretKey key;
    private final Cipher cipher;

    public Sealer(ContentKey key) {
        this.key = key.secret();
        try {
            this.cipher = Cipher.getInstance(Frame.CIPHER);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has AES-GCM", e);
        }
    }

    /// Seals 0 to 65,536 bytes into `out`, which must be another array, and returns the sealed size: 16 more. Each
    /// frame
    /// of a key is sealed once, or what it hides can be computed.
    public int seal(Frame frame, byte[] plain, int offset, int length, byte[] out, int outOffset) {
        if (length > Frame.PLAIN_BYTES) {
            throw new IllegalArgumentException(length + " bytes in " + frame);
        }
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, frame.parameters());
            return cipher.doFinal(plain, offset, length, out, outOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal " + frame, e);
        }
    }
}
