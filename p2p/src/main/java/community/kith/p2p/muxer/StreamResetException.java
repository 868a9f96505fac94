package community.kith.p2p.muxer;

import java.io.IOException;

/// A stream ended abruptly: one of the two ends gave it up, or the connection below it is gone.
public final class StreamResetException extends IOException {
    private static final long serialVersionUID = 1L;

    /// Says who gave up, and why as far as known.
    public StreamResetException(String message) {
        super(message);
    }
}
