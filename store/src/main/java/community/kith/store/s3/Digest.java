package community.kith.store.s3;

import community.kith.base.name.Cid;
import java.nio.ByteBuffer;

/// A SHA-256 as four words.
record Digest(long a, long b, long c, long d) {
    static final int BYTES = 32;

    static Digest of(Cid cid) {
        return read(ByteBuffer.wrap(cid.digest()));
    }

    static Digest read(ByteBuffer from) {
        return new Digest(from.getLong(), from.getLong(), from.getLong(), from.getLong());
    }

    void write(ByteBuffer to) {
        to.putLong(a).putLong(b).putLong(c).putLong(d);
    }

    Cid cid() {
        var bytes = ByteBuffer.allocate(BYTES);
        write(bytes);
        return Cid.raw(bytes.array());
    }

    int firstByte() {
        return (int) (a >>> 56);
    }
}
