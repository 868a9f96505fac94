package community.kith.p2p.pubsub;

import java.util.Arrays;
import java.util.HexFormat;

/// The name of one message: the author's peer id, then the sequence number.
///
/// js-libp2p puts the author's key message where everybody else puts the peer id. For the keys that are their own
/// name (Ed25519) one follows from the other, so both forms are read as the same id, and a peer is spoken to in its
/// own.
public final class MessageId {
    /// How a peer writes ids.
    enum Form {
        /// As specified: peer id and sequence number.
        AUTHOR,
        /// As js-libp2p does: key message and sequence number.
        KEY
    }

    static final int MAX_BYTES = 128;
    private static final byte[] ED25519_KEY = {0x08, 0x01, 0x12, 0x20};
    private static final int KEY_FORM_BYTES = ED25519_KEY.length + 32 + Long.BYTES;
    private static final byte[] IDENTITY_HASH = {0x00, 0x24};

    private final byte[] bytes;

    private MessageId(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Reads an id in either form.
    static MessageId of(byte[] written) {
        if (form(written) == Form.AUTHOR) {
            return new MessageId(written.clone());
        }
        byte[] canonical = Arrays.copyOf(IDENTITY_HASH, IDENTITY_HASH.length + written.length);
        System.arraycopy(written, 0, canonical, IDENTITY_HASH.length, written.length);
        return new MessageId(canonical);
    }

    static Form form(byte[] written) {
        boolean key = written.length == KEY_FORM_BYTES
                && Arrays.equals(written, 0, ED25519_KEY.length, ED25519_KEY, 0, ED25519_KEY.length);
        return key ? Form.KEY : Form.AUTHOR;
    }

    byte[] written(Form form) {
        boolean shorter = form == Form.KEY
                && bytes.length == IDENTITY_HASH.length + KEY_FORM_BYTES
                && Arrays.equals(bytes, 0, IDENTITY_HASH.length, IDENTITY_HASH, 0, IDENTITY_HASH.length);
        return shorter ? Arrays.copyOfRange(bytes, IDENTITY_HASH.length, bytes.length) : bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageId id && Arrays.equals(bytes, id.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
