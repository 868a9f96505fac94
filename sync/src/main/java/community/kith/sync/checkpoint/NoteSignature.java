package community.kith.sync.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/// One line under a note: who says to have signed it, and the signature.
public final class NoteSignature {
    static final String PREFIX = "\u2014 ";

    private final String name;
    private final int id;
    private final byte[] signature;

    /// @param id of the key, see [NoteKey#id]
    NoteSignature(String name, int id, byte[] signature) {
        this.name = name;
        this.id = id;
        this.signature = signature.clone();
    }

    public String name() {
        return name;
    }

    byte[] signature() {
        return signature.clone();
    }

    boolean isOf(NoteKey key) {
        return id == key.id() && name.equals(key.name());
    }

    /// Without the newline.
    String line() {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES + signature.length)
                .putInt(id)
                .put(signature)
                .array();
        return PREFIX + name + " " + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteSignature that
                && id == that.id
                && name.equals(that.name)
                && Arrays.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + id;
    }

    @Override
    public String toString() {
        return line();
    }
}
