package community.kith.node.exchange;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.Ipld;
import community.kith.p2p.host.Stream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// A stream as both ends of the protocol use it: messages, and raw bytes between them. Whatever the peer does, each
/// call
/// ends: waiting for a message is bounded by `wait`, and what has begun must keep the pace. For one thread.
final class Conversation {
    private static final int CHUNK_BYTES = 64 * 1024;
    /// Small, as many sessions may be open at a time; chunks pass by it.
    private static final int BUFFER_BYTES = 4 * 1024;

    private final Stream stream;
    private final Duration wait;
    private final Duration stall;
    private final Pacer pacer;
    private final PushbackInputStream in;
    private final OutputStream out;

    Conversation(Stream stream, Duration wait, Limits.Pace pace, InstantSource clock) {
        this.stream = stream;
        this.wait = wait;
        this.stall = pace.within();
        this.pacer = new Pacer(pace, clock);
        this.in = new PushbackInputStream(new BufferedInputStream(new Watched(stream.in()), BUFFER_BYTES));
        this.out = new BufferedOutputStream(stream.out(), BUFFER_BYTES);
    }

    Stream stream() {
        return stream;
    }

    /// The next message; empty when the peer has closed its side instead.
    Optional<Ipld> next() throws IOException {
        stream.timeout(wait);
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        in.unread(first);
        return Optional.of(paced(() -> DagCbor.read(in, ShardProtocol.MAX_MESSAGE_BYTES)));
    }

    /// As [#next], where the peer owes one.
    Ipld expect() throws IOException {
        return next().orElseThrow(() -> new EOFException("the peer closed the session instead of answering"));
    }

    /// Queues a message; it leaves with the next [#flush].
    void write(Ipld message) throws IOException {
        paced(() -> {
            DagCbor.write(out, message);
            return message;
        });
    }

    void flush() throws IOException {
        paced(() -> {
            out.flush();
            return out;
        });
    }

    /// Sends raw bytes and all that was queued before them.
    void send(byte[] bytes, int offset, int length) throws IOException {
        paced(() -> {
            for (int at = 0; at < length; at += CHUNK_BYTES) {
                int chunk = Math.min(CHUNK_BYTES, length - at);
                out.write(bytes, offset + at, chunk);
                pacer.moved(chunk);
            }
            out.flush();
            return out;
        });
    }

    /// Sends exactly so many raw bytes of a source.
    void send(InputStream source, int length) throws IOException {
        byte[] chunk = new byte[Math.min(CHUNK_BYTES, Math.max(length, 1))];
        paced(() -> {
            for (int left = length; left > 0; ) {
                int n = source.read(chunk, 0, Math.min(chunk.length, left));
                if (n < 0) {
                    throw new EOFException("a blob ended " + left + " bytes early");
                }
                out.write(chunk, 0, n);
                pacer.moved(n);
                left -= n;
            }
            out.flush();
            return out;
        });
    }

    /// The next so many raw bytes, which the caller reads to their end, or calls [Body#drain].
    Body body(int length) {
        return new Body(length);
    }

    private <T> T paced(Step<T> step) throws IOException {
        stream.timeout(stall);
        pacer.begin();
        try {
            return step.run();
        } finally {
            pacer.rest();
        }
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    /// Raw bytes between two messages.
    final class Body extends InputStream {
        private int left;
        private boolean failed;

        private Body(int length) {
            this.left = length;
            stream.timeout(stall);
            pacer.begin();
        }

        /// Whether the peer or the way to it gave up before all was here; the conversation is then over.
        boolean failed() {
            return failed;
        }

        /// Lets what is still to come pass, so that the conversation can go on.
        void drain() throws IOException {
            byte[] waste = new byte[Math.min(CHUNK_BYTES, Math.max(left, 1))];
            while (left > 0) {
                take(waste, 0, waste.length);
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return take(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            return take(to, offset, length);
        }

        @Override
        public int available() {
            return 0;
        }

        /// Leaves the stream open.
        @Override
        public void close() {
            pacer.rest();
        }

        private int take(byte[] to, int offset, int length) throws IOException {
            if (left == 0) {
                pacer.rest();
                return -1;
            }
            boolean got = false;
            try {
                int n = in.read(to, offset, Math.min(length, left));
                if (n < 0) {
                    throw new EOFException("the peer ended " + left + " bytes early");
                }
                left -= n;
                got = true;
                return n;
            } finally {
                failed |= !got;
            }
        }
    }

    /// Counts what really arrives.
    private final class Watched extends FilterInputStream {
        Watched(InputStream from) {
            super(from);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            pacer.moved(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int n = super.read(to, offset, length);
            pacer.moved(Math.max(n, 0));
            return n;
        }
    }
}
