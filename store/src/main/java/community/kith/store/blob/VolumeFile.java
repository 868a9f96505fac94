package community.kith.store.blob;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An open file of a [Volume]. Safe for many threads: nothing moves a position.
interface VolumeFile extends Closeable {
    /// Reads some bytes, at least one if there are any.
    ///
    /// @return how many; -1 at the end
    int read(ByteBuffer into, long at) throws IOException;

    /// Writes all that is left in `from`.
    void write(ByteBuffer from, long at) throws IOException;

    /// Returns when what was written survives a power cut.
    void force() throws IOException;

    long size() throws IOException;

    void truncate(long sizeBytes) throws IOException;

    /// Fills `into` to its limit.
    ///
    /// @throws EOFException when the file ends before
    default void readFully(ByteBuffer into, long at) throws IOException {
        long next = at;
        while (into.hasRemaining()) {
            int count = read(into, next);
            if (count < 0) {
                throw new EOFException("the file ends %d bytes early".formatted(into.remaining()));
            }
            next += count;
        }
    }
}
