package community.kith.store.blob;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import java.nio.ByteBuffer;

/// The SHA-256 that names a blob, as four numbers: half the size of bytes in an array, and ordered as the bytes are.
record Key(long first, long second, long third, long fourth) implements Comparable<Key> {
    static final int BYTES = Sha256.BYTES;

    static Key of(Cid cid) {
        return read(ByteBuffer.wrap(cid.digest()));
    }

    static Key of(byte[] digest) {
        return read(ByteBuffer.wrap(digest));
    }

    static Key read(ByteBuffer in) {
        return new Key(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    void write(ByteBuffer out) {
        out.putLong(first).putLong(second).putLong(third).putLong(fourth);
    }

    byte[] digest() {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        write(out);
        return out.array();
    }

    Cid cid() {
        return Cid.raw(digest());
    }

    @Override
    public int compareTo(Key other) {
        int order = Long.compareUnsigned(first, other.first);
        if (order == 0) {
            order = Long.compareUnsigned(second, other.second);
        }
        if (order == 0) {
            order = Long.compareUnsigned(third, other.third);
        }
        return order == 0 ? Long.compareUnsigned(fourth, other.fourth) : order;
    }

    @Override
    public int hashCode() {
        return (int) (fourth ^ (fourth >>> 32)); // a hash already
    }
}
