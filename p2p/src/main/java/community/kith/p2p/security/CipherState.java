package community.kith.p2p.security;

import java.net.ProtocolException;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// ChaCha20-Poly1305 under one key with a counting nonce (Noise, section 5.1): one direction of a conversation.
///
/// Not thread-safe. One `Cipher` object is kept and started anew for every message; a new one each time costs more than
/// sealing a short message does.
final class CipherState {
    static final int TAG_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final byte[] NOTHING = {};

    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] nonce = new byte[NONCE_BYTES];
    private long counter;

    CipherState(byte[] key) {
        this.key = new SecretKeySpec(key, "ChaCha20");
        try {
            this.cipher = Cipher.getInstance("ChaCha20-Poly1305");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no ChaCha20-Poly1305", e);
        }
    }

    /// Seals into `out`; returns the sealed length, which is 16 more than the plain one.
    int seal(byte[] associated, byte[] plain, byte[] out, int at) {
        return seal(associated, NOTHING, plain, 0, plain.length, out, at);
    }

    /// Seals `head` followed by a part of `body`, neither of which is copied first.
    int seal(byte[] associated, byte[] head, byte[] body, int off, int len, byte[] out, int at) {
        try {
            start(Cipher.ENCRYPT_MODE, associated);
            int n = head.length == 0 ? 0 : cipher.update(head, 0, head.length, out, at);
            return n + cipher.doFinal(body, off, len, out, at + n);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal a message", e);
        }
    }

    /// Opens a sealed message into `out`; returns the plain length.
    int open(byte[] associated, byte[] sealed, int off, int len, byte[] out, int at) throws ProtocolException {
        if (len < TAG_BYTES) {
            throw new ProtocolException("noise: a sealed message of " + len + " bytes");
        }
        try {
            start(Cipher.DECRYPT_MODE, associated);
            return cipher.doFinal(sealed, off, len, out, at);
        } catch (GeneralSecurityException e) {
            ProtocolException refused = new ProtocolException("noise: a message that was not sealed with our key");
            refused.initCause(e);
            throw refused;
        }
    }

    private void start(int mode, byte[] associated) throws GeneralSecurityException {
        if (counter == -1) {
            throw new IllegalStateException("noise: this key has sealed all it may");
        }
        long bits = counter++;
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[NONCE_BYTES - Long.BYTES + i] = (byte) (bits >>> (8 * i));
        }
        cipher.init(mode, key, new IvParameterSpec(nonce));
        if (associated.length > 0) {
            cipher.updateAAD(associated);
        }
    }
}
