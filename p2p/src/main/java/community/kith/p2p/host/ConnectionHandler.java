package community.kith.p2p.host;

import java.io.IOException;

/// Serves one incoming stream, knowing over which connection it came.
@FunctionalInterface
public interface ConnectionHandler {

    /// Speaks the protocol; afterwards the stream is closed, or reset when this throws.
    void handle(Connection connection, Stream stream) throws IOException;
}
