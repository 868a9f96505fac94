package community.kith.p2p.muxer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/// One stream of a [Muxer], before a protocol is agreed on: blocking, with flow control of its own in each direction.
public interface MuxerStream extends AutoCloseable {

    /// What the peer sends.
    InputStream in();

    /// What we send; every write goes out at once.
    OutputStream out();

    /// Bounds each read and each wait for the receiver; zero waits for ever.
    void timeout(Duration wait);

    /// Tells the peer that no more comes from here.
    void closeWrite() throws IOException;

    /// Gives the stream up: both ends fail with a [StreamResetException], what is under way is lost.
    void reset();

    /// Ends in order: what was written arrives; what still comes is not wanted.
    @Override
    void close();
}
