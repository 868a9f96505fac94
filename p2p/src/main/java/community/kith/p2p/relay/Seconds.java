package community.kith.p2p.relay;

import java.net.ProtocolException;
import java.time.Instant;

/// Times as the messages have them: whole seconds since 1970.
final class Seconds {
    /// The end of the year 9999.
    private static final long MAX = 253_402_300_799L;

    private Seconds() {}

    static Instant toInstant(long seconds) throws ProtocolException {
        if (seconds < 0 || seconds > MAX) {
            throw new ProtocolException("a time of " + Long.toUnsignedString(seconds) + " seconds");
        }
        return Instant.ofEpochSecond(seconds);
    }
}
