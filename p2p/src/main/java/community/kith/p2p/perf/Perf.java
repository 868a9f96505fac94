package community.kith.p2p.perf;

import community.kith.base.name.PeerId;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.Stream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Duration;

/// The libp2p perf protocol (libp2p specs, `perf/perf.md`): the client sends bytes, then the server sends as many as
/// asked.
///
/// Whoever serves it works for strangers; so no host does by itself.
public final class Perf {
    /// Its name in multistream-select.
    public static final String PROTOCOL = "/perf/1.0.0";

    private static final int CHUNK_BYTES = 256 * 1024;

    private Perf() {}

    /// Lets `host` answer measurements.
    public static void serve(Host host) {
        host.accept(PROTOCOL, stream -> {
            byte[] asked = stream.in().readNBytes(Long.BYTES);
            if (asked.length < Long.BYTES) {
                throw new EOFException("perf: the stream ended before it said how many bytes to send");
            }
            drain(stream.in());
            fill(stream.out(), ByteBuffer.wrap(asked).getLong());
        });
    }

    /// Sends `upload` bytes, then takes `download` bytes; returns how long that took, opening the stream included.
    public static Duration measure(Host host, PeerId peer, long upload, long download) throws IOException {
        long start = System.nanoTime();
        try (Stream stream = host.open(peer, PROTOCOL)) {
            stream.out().write(ByteBuffer.allocate(Long.BYTES).putLong(download).array());
            fill(stream.out(), upload);
            stream.closeWrite();
            long got = drain(stream.in());
            if (got != download) {
                throw new ProtocolException("perf: asked for " + download + " bytes and got " + got);
            }
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static long drain(InputStream in) throws IOException {
        return in.transferTo(OutputStream.nullOutputStream());
    }

    /// Sends `bytes`, taken as unsigned, of zeros.
    private static void fill(OutputStream out, long bytes) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        long left = bytes;
        while (left != 0) {
            int n = Long.compareUnsigned(left, CHUNK_BYTES) < 0 ? (int) left : CHUNK_BYTES;
            out.write(chunk, 0, n);
            left -= n;
        }
    }
}
