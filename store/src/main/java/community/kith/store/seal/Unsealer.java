package community.kith.store.seal;

import java.net.ProtocolException;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/// Opens what [Sealer] sealed, frame by frame in any order. For one thread at a time.
public final class Unsealer {
    private final SecretKey key;
    private final Cipher cipher;

    public Unsealer(ContentKey key) {
        this.key = key.secret();
        try {
            this.cipher = Cipher.getInstance(Frame.CIPHER);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has AES-GCM", e);
        }
    }

    /// Opens one frame into `out`, another array with room for it, and returns the plain size. Nothing is written
    /// unless
    /// the whole frame is authentic.
    ///
    /// @throws ProtocolException when the key is wrong, or the bytes are changed, cut, or from another place
    public int open(Frame frame, byte[] sealed, int offset, int length, byte[] out, int outOffset)
            throws ProtocolException {
        if (length < Frame.TAG_BYTES) {
            throw new ProtocolException(frame + " is cut short: " + length + " bytes");
        }
        if (length > Frame.SEALED_BYTES) {
            throw new ProtocolException(frame + " is too long: " + length + " bytes");
        }
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, frame.parameters());
            return cipher.doFinal(sealed, offset, length, out, outOffset);
        } catch (AEADBadTagException e) {
            throw refused(frame, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot open " + frame, e);
        }
    }

    private static ProtocolException refused(Frame frame, AEADBadTagException cause) {
        ProtocolException refused = new ProtocolException(
                frame + " does not open: the key is wrong, or its bytes were changed, cut short or moved");
        refused.initCause(cause);
        return refused;
    }
}
