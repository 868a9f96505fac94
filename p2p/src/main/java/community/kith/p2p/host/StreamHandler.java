package community.kith.p2p.host;

import java.io.IOException;

/// What a host does with an incoming stream, on a virtual thread of its own.
@FunctionalInterface
public interface StreamHandler {

    /// Speaks with the peer. The stream is closed when this returns, and reset when it throws.
    void handle(Stream stream) throws IOException;
}
