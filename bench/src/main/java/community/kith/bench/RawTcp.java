package community.kith.bench;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/// The perf protocol over a bare TCP connection: what the machine could do if nothing had to be sealed or shared.
final class RawTcp {
    private static final int CHUNK_BYTES = 256 * 1024;

    private RawTcp() {}

    /// Answers measurements on a port of the system's choice, until the process ends; returns the port.
    static int serve() throws IOException {
        ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (true) {
                try (Socket caller = server.accept()) {
                    long asked = new DataInputStream(caller.getInputStream()).readLong();
                    drain(caller.getInputStream());
                    fill(caller.getOutputStream(), asked);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        return server.getLocalPort();
    }

    /// Sends `upload` bytes, then takes `download` bytes.
    static Duration measure(InetSocketAddress server, long upload, long download) throws IOException {
        long start = System.nanoTime();
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            new DataOutputStream(socket.getOutputStream()).writeLong(download);
            fill(socket.getOutputStream(), upload);
            socket.shutdownOutput();
            long got = drain(socket.getInputStream());
            if (got != download) {
                throw new IOException("asked for " + download + " bytes and got " + got);
            }
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static long drain(InputStream in) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        long total = 0;
        int got = in.read(chunk);
        while (got >= 0) {
            total += got;
            got = in.read(chunk);
        }
        return total;
    }

    private static void fill(OutputStream out, long bytes) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        long left = bytes;
        while (left > 0) {
            int n = (int) Math.min(left, chunk.length);
            out.write(chunk, 0, n);
            left -= n;
        }
    }
}
