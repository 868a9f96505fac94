package community.kith.p2p.security;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// An authenticated, ordered flow of bytes in both directions, sealed in records.
///
/// One thread may read while one other writes; each side serialises its own threads.
public interface SecureChannel extends Closeable {

    /// The most bytes one record carries.
    int maxRecordBytes();

    /// Reads at least one byte, or returns -1 where the peer ended. With room for [#maxRecordBytes()] + 1 bytes a
    /// record is
    /// opened right into `b`, without a copy.
    int read(byte[] b, int off, int len) throws IOException;

    /// Seals `head` and `body`, together at most [#maxRecordBytes()], into one record. It may wait until [#flush()].
    void write(byte[] head, byte[] body, int off, int len) throws IOException;

    /// Sends what waits.
    void flush() throws IOException;

    /// Drops the connection below; reads and writes of other threads fail.
    @Override
    void close();

    /// The same bytes as an input stream.
    default InputStream in() {
        return new ChannelInput(this);
    }

    /// The same bytes as an output stream: one record, sent at once, for each write of moderate size.
    default OutputStream out() {
        return new ChannelOutput(this);
    }
}
