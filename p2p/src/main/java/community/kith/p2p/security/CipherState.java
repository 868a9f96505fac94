package community.kith.p2p.security;

import java.net.ProtocolException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// A cipher under a key with a counting nonce (Noise, section 5.1): one direction of a conversation.
///
/// Not thread-safe. One `Cipher` object is kept and started anew for every message; a new one each time costs more than
/// sealing a short message does.
final class CipherState {
    static final int TAG_BYTES = Aead.TAG_BYTES;
    private static final int KEY_BYTES = 32;
    private static final long LAST = -1;
    private static final byte[] NOTHING = {};

    private final Aead aead;
    private final long messagesPerKey;
    private final Cipher cipher;
    private SecretKeySpec key;
    private long counter;

    /// As the handshake has it.
    CipherState(byte[] key) {
        this(key, Aead.CHACHA_POLY);
    }

    CipherState(byte[] key, Aead aead) {
        this(key, aead, aead.messagesPerKey());
    }

    /// @param messagesPerKey after how many messages both ends go on with the next key
    CipherState(byte[] key, Aead aead, long messagesPerKey) {
        this.aead = aead;
        this.messagesPerKey = messagesPerKey;
        this.cipher = aead.cipher();
        this.key = aead.key(key);
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
        if (counter == LAST) {
            throw new IllegalStateException("noise: this key has sealed all it may");
        }
        if (counter > 0 && counter % messagesPerKey == 0) {
            rekey();
        }
        cipher.init(mode, key, aead.parameters(counter++));
        if (associated.length > 0) {
            cipher.updateAAD(associated);
        }
    }

    /// Noise, section 4.2: zeros sealed with the number that no message has.
    private void rekey() throws GeneralSecurityException {
        cipher.init(Cipher.ENCRYPT_MODE, key, aead.parameters(LAST));
        key = aead.key(Arrays.copyOf(cipher.doFinal(new byte[KEY_BYTES]), KEY_BYTES));
    }
}
