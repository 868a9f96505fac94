package community.kith.p2p.muxer;

import community.kith.p2p.security.SecureChannel;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;

/// A channel that hides nothing: the bytes of a socket as they are.
public final class PlainChannel implements SecureChannel {
    private final Socket socket;
    private final OutputStream out;

    public PlainChannel(Socket socket) throws IOException {
        this.socket = socket;
        this.out = new BufferedOutputStream(socket.getOutputStream(), 128 * 1024);
    }

    @Override
    public int maxRecordBytes() {
        return 65_000;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        return socket.getInputStream().read(b, off, len);
    }

    @Override
    public void write(byte[] head, byte[] body, int off, int len) throws IOException {
        out.write(head);
        out.write(body, off, len);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
