package community.kith.p2p.protobuf;

import community.kith.base.bytes.Varint;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;

/// Messages on a stream, each behind its length as an unsigned varint.
public final class ProtoFrame {
    private ProtoFrame() {}

    /// Reads one message; errors name it. A length over `maxBytes` is refused before memory is given for it.
    ///
    /// @throws EOFException when the stream ends before or inside the message
    public static byte[] read(String message, InputStream in, int maxBytes) throws IOException {
        long length = Varint.read(in);
        if (length > maxBytes) {
            throw new ProtocolException("%s of %d bytes, more than %d".formatted(message, length, maxBytes));
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException("the stream ended inside a " + message);
        }
        return bytes;
    }

    /// Sends one message, in one write.
    public static void write(OutputStream out, byte[] message) throws IOException {
        byte[] framed = new byte[Varint.sizeOf(message.length) + message.length];
        int at = Varint.put(framed, 0, message.length);
        System.arraycopy(message, 0, framed, at, message.length);
        out.write(framed);
        out.flush();
    }
}
