package community.kith.p2p.muxer;

import java.io.IOException;
import java.io.OutputStream;

/// A stream of a [Muxer] to write to; closing it is [MuxerStream#closeWrite()].
public final class MuxerOutput extends OutputStream {
    private final MuxerStream stream;
    private final Writing writing;

    /// Writes bytes, and waits while the receiver has no room.
    @FunctionalInterface
    public interface Writing {
        /// The same arguments as [OutputStream#write(byte[], int, int)].
        void write(byte[] b, int off, int len) throws IOException;
    }

    /// The output of `stream`, whose bytes go through `writing`.
    public MuxerOutput(MuxerStream stream, Writing writing) {
        this.stream = stream;
        this.writing = writing;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        writing.write(b, off, len);
    }

    @Override
    public void close() throws IOException {
        stream.closeWrite();
    }
}
