package community.kith.p2p.host;

import community.kith.base.name.PeerId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/// A conversation with one peer in one protocol: two ordered flows of bytes, each closed on its own.
///
/// Reads wait for bytes, writes for room at the receiver, so a slow reader slows its writer and nobody else. Nothing is
/// held back by `out()`: small pieces are best gathered in a `BufferedOutputStream`. One thread may read while another
/// writes. To stop a thread that is at it, [#reset()] the stream; interrupting it in the middle of a write costs the
/// connection, since Java closes the socket then.
public interface Stream extends AutoCloseable {

    /// Who is at the other end, proven by the handshake.
    PeerId peer();

    /// The protocol both ends agreed on.
    String protocol();

    /// What the peer sends, up to where it closed its side.
    InputStream in();

    /// What we send. Closing it is [#closeWrite()].
    OutputStream out();

    /// Tells the peer that no more bytes come; reading goes on.
    void closeWrite() throws IOException;

    /// Gives up at once: bytes under way are lost, and both ends fail with a
    /// [StreamResetException][community.kith.p2p.muxer.StreamResetException].
    void reset();

    /// Bounds how long one read, or one wait for the receiver to make room, may take; then it fails with a
    /// [SocketTimeoutException][java.net.SocketTimeoutException]. Zero waits for ever.
    void timeout(Duration wait);

    /// Ends both directions in order: what was written still arrives, what still comes is not wanted.
    @Override
    void close();
}
