package community.kith.sync.checkpoint;

import community.kith.base.crypto.Sha256;
import community.kith.base.crypto.VerifyingKey;
import community.kith.sync.log.LogId;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A key whose signatures under notes are known here: a name, what it signs, and the key itself. Written
/// `name+id+base64`. Source: C2SP signed-note, "Verifier keys".
public record NoteKey(String name, Role role, VerifyingKey key) {
    static final int MAX_NAME_CHARACTERS = 255;

    /// What the name of a device as a witness begins with.
    public static final String WITNESS = "witness.kith.community/";

    private static final int RAW_BYTES = 32;
    private static final HexFormat HEX = HexFormat.of();

    /// What a key signs.
    public enum Role {
        /// Checkpoints of a log that it writes.
        LOG(1),
        /// What it has seen of logs of others, with the time.
        WITNESS(4);

        private final int number;

        Role(int number) {
            this.number = number;
        }
    }

    public NoteKey {
        if (!isName(name)) {
            throw new IllegalArgumentException("not the name of a key: " + name);
        }
        if (key.kind() != VerifyingKey.Kind.ED25519) {
            throw new IllegalArgumentException("a note is signed with Ed25519, not " + key.kind());
        }
    }

    /// What a device signs checkpoints of its log with.
    public static NoteKey ofLog(LogId log) {
        return new NoteKey("log.kith.community/" + log, Role.LOG, log.key());
    }

    /// What a device signs as a witness of others' logs.
    public static NoteKey ofWitness(LogId device) {
        return new NoteKey(WITNESS + device, Role.WITNESS, device.key());
    }

    /// Short and likely to be its own; whoever wants can find another key with the same.
    public int id() {
        byte[] digest = Sha256.of((name + "\n").getBytes(StandardCharsets.UTF_8), material());
        return ByteBuffer.wrap(digest).getInt();
    }

    public static NoteKey parse(String text) throws ProtocolException {
        int first = text.indexOf('+');
        int second = text.indexOf('+', first + 1);
        if (text.length() > MAX_NAME_CHARACTERS + 64 || first < 0 || second != first + 9) {
            throw new ProtocolException("not a key for notes; one looks like name+0123abcd+base64");
        }
        byte[] material = base64(text.substring(second + 1));
        if (material.length != 1 + RAW_BYTES) {
            throw new ProtocolException("a key for notes that is not Ed25519");
        }
        NoteKey key;
        try {
            key = new NoteKey(
                    text.substring(0, first),
                    role(material[0]),
                    VerifyingKey.ed25519(Arrays.copyOfRange(material, 1, material.length)));
        } catch (IllegalArgumentException e) {
            throw refusal(e);
        }
        if (!key.toString().equals(text)) {
            throw new ProtocolException(
                    "a key for notes with a typing error: its id should be " + HEX.toHexDigits(key.id()));
        }
        return key;
    }

    private static Role role(byte number) throws ProtocolException {
        for (Role role : Role.values()) {
            if (role.number == number) {
                return role;
            }
        }
        throw new ProtocolException("a key for notes of a kind that is not known here: " + number);
    }

    private byte[] material() {
        byte[] material = new byte[1 + RAW_BYTES];
        material[0] = (byte) role.number;
        System.arraycopy(key.raw(), 0, material, 1, RAW_BYTES);
        return material;
    }

    static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME_CHARACTERS
                && name.codePoints()
                        .noneMatch(c -> c == '+'
                                || Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || Character.isISOControl(c)
                                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    static byte[] base64(String text) throws ProtocolException {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw refusal(e);
        }
        throw new ProtocolException("base64 that could be written otherwise");
    }

    static ProtocolException refusal(IllegalArgumentException e) {
        ProtocolException refusal = new ProtocolException(String.valueOf(e.getMessage()));
        refusal.initCause(e);
        return refusal;
    }

    @Override
    public String toString() {
        return name + "+" + HEX.toHexDigits(id()) + "+" + Base64.getEncoder().encodeToString(material());
    }
}
