package community.kith.p2p.relay;

import community.kith.p2p.protobuf.ProtoReader;
import community.kith.p2p.protobuf.ProtoWriter;
import java.net.ProtocolException;
import java.time.Duration;

/// How much one relayed connection may carry, and for how long.
///
/// @param duration until it is cut; zero for no limit
/// @param dataBytes in each direction; zero for no limit
public record CircuitLimit(Duration duration, long dataBytes) {
    /// As long and as much as it likes.
    public static final CircuitLimit NONE = new CircuitLimit(Duration.ZERO, 0);

    /// What js-libp2p and go-libp2p relays grant strangers: two minutes, 128 KiB.
    public static final CircuitLimit SHORT = new CircuitLimit(Duration.ofMinutes(2), 128 << 10);

    private static final int MAX_BYTES = 64;
    private static final long MAX_SECONDS = 0xffff_ffffL;

    public CircuitLimit {
        if (duration.isNegative() || dataBytes < 0) {
            throw new IllegalArgumentException("a limit below nothing: " + duration + ", " + dataBytes + " bytes");
        }
    }

    /// Whether there is a limit at all.
    public boolean limits() {
        return !equals(NONE);
    }

    static CircuitLimit parse(byte[] bytes) throws ProtocolException {
        if (bytes.length > MAX_BYTES) {
            throw new ProtocolException("a circuit limit of " + bytes.length + " bytes");
        }
        long seconds = 0;
        long data = 0;
        ProtoReader reader = new ProtoReader("circuit limit", bytes);
        while (reader.next()) {
            switch (reader.field()) {
                // js-libp2p sends milliseconds; nothing here depends on it, since the relay does the cutting.
                case 1 -> seconds = reader.number() & MAX_SECONDS;
                case 2 -> data = Math.max(0, reader.number());
                default -> {}
            }
        }
        return new CircuitLimit(Duration.ofSeconds(seconds), data);
    }

    byte[] toBytes() {
        long seconds = Math.min(MAX_SECONDS, duration.plusMillis(999).toSeconds());
        return new ProtoWriter().number(1, seconds).number(2, dataBytes).toBytes();
    }
}
