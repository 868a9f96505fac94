package community.kith.store.blob;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Where a blob is.
sealed interface Place {
    /// What a place takes in an index: eight bytes and four.
    int BYTES = 12;

    /// What is here of the blob.
    long sizeBytes();

    /// A record of a pack, which begins at `offset`.
    record Packed(int pack, int offset, int length) implements Place {
        @Override
        public long sizeBytes() {
            return length;
        }

        long spanBytes() {
            return Frame.span(length);
        }
    }

    /// A file of its own.
    record Filed(long sizeBytes) implements Place {}

    /// Nowhere any more.
    record Gone() implements Place {
        @Override
        public long sizeBytes() {
            return 0;
        }
    }

    static Place gone() {
        return new Gone();
    }

    default boolean isHere() {
        return !(this instanceof Gone);
    }

    default void write(ByteBuffer out) {
        switch (this) {
            case Packed packed ->
                out.putInt(packed.pack()).putInt(packed.offset()).putInt(packed.length());
            case Filed filed -> out.putLong(Long.MIN_VALUE | filed.sizeBytes()).putInt(0);
            case Gone gone -> out.putLong(0).putInt(0);
        }
    }

    static Place read(ByteBuffer in) throws IOException {
        long where = in.getLong();
        int length = in.getInt();
        if (where == 0) {
            return gone();
        }
        if (where < 0) {
            return new Filed(where & Long.MAX_VALUE);
        }
        int pack = (int) (where >>> 32);
        if (pack == 0 || (int) where < Pack.FIRST || length < 0) {
            throw new IndexDamagedException("an index entry that points to nowhere");
        }
        return new Packed(pack, (int) where, length);
    }
}
