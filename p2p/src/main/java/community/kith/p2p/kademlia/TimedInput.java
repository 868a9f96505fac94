package community.kith.p2p.kademlia;

import community.kith.p2p.host.Stream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// Reads from a stream up to a deadline, however the bytes trickle.
final class TimedInput extends InputStream {
    private final Stream stream;
    private final long deadline;

    TimedInput(Stream stream, Duration within) {
        this.stream = stream;
        this.deadline = System.nanoTime() + within.toNanos();
    }

    @Override
    public int read() throws IOException {
        arm();
        return stream.in().read();
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        arm();
        return stream.in().read(to, offset, length);
    }

    private void arm() throws SocketTimeoutException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException(stream.peer() + " takes too long");
        }
        stream.timeout(Duration.ofNanos(left));
    }
}
