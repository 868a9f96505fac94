package community.kith.p2p.ping;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The libp2p ping protocol (libp2p specs, `ping/ping.md`): 32 bytes there and back, until the asker has enough.
public final class Ping {
    /// Its name in multistream-select.
    public static final String PROTOCOL = "/ipfs/ping/1.0.0";

    private static final int PAYLOAD_BYTES = 32;

    private Ping() {}

    /// Sends one payload and measures until its echo is back.
    public static Duration measure(InputStream in, OutputStream out, RandomGenerator random) throws IOException {
        byte[] payload = new byte[PAYLOAD_BYTES];
        random.nextBytes(payload);
        long start = System.nanoTime();
        out.write(payload);
        byte[] echo = in.readNBytes(PAYLOAD_BYTES);
        Duration roundTrip = Duration.ofNanos(System.nanoTime() - start);
        if (!Arrays.equals(payload, echo)) {
            throw new ProtocolException("ping: another echo than what was sent");
        }
        return roundTrip;
    }

    /// Echoes payloads until the asker closes its side.
    public static void serve(InputStream in, OutputStream out) throws IOException {
        byte[] payload = new byte[PAYLOAD_BYTES];
        while (true) {
            int got = in.readNBytes(payload, 0, PAYLOAD_BYTES);
            if (got == 0) {
                return;
            }
            if (got < PAYLOAD_BYTES) {
                throw new EOFException("ping: the stream ended inside a payload");
            }
            out.write(payload);
        }
    }
}
