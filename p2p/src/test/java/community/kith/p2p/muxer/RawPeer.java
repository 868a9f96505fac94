package community.kith.p2p.muxer;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/// The other end of a session, held by hand: it sends any frame, allowed or not, and reads what comes.
final class RawPeer {
    /// A frame that came, with its payload when it is data.
    record Got(int type, int flags, int stream, int length) {
        boolean has(int flag) {
            return (flags & flag) != 0;
        }
    }

    private final OutputStream out;
    private final DataInputStream in;

    RawPeer(Socket socket) throws IOException {
        out = socket.getOutputStream();
        in = new DataInputStream(socket.getInputStream());
        socket.setSoTimeout(10_000);
    }

    void send(int type, int flags, int stream, int length) throws IOException {
        out.write(Frame.header(type, flags, stream, length));
    }

    void data(int flags, int stream, byte[] payload) throws IOException {
        send(Frame.DATA, flags, stream, payload.length);
        out.write(payload);
    }

    void bytes(byte[] any) throws IOException {
        out.write(any);
    }

    /// The next frame; throws EOFException when the session hung up.
    Got next() throws IOException {
        byte[] header = new byte[Frame.HEADER_BYTES];
        in.readFully(header);
        int type = header[1];
        int length = Frame.getInt(header, 8);
        if (type == Frame.DATA) {
            in.readFully(new byte[length]);
        }
        return new Got(type, header[3], Frame.getInt(header, 4), length);
    }

    /// The next frame that is no ping of the session's own.
    Got nextButPings() throws IOException {
        Got got = next();
        while (got.type() == Frame.PING && got.has(Frame.SYN)) {
            got = next();
        }
        return got;
    }
}
