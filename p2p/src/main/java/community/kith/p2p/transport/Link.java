package community.kith.p2p.transport;

import community.kith.base.name.Multiaddr;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/// Bytes to and from another machine, before anything proves who is there: a TCP connection, or a stream through a
/// relay.
public interface Link extends Closeable {

    /// What the other end sends.
    InputStream in();

    /// What we send.
    OutputStream out();

    /// The other end's address, without a peer's name at its end.
    Multiaddr remote();

    /// Bounds all reads from now on together.
    void deadline(Duration fromNow);

    /// The handshake is done: reads wait as long as it takes.
    void liftDeadline() throws IOException;
}
