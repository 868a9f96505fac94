package community.kith.p2p.autonat;

import community.kith.p2p.host.Stream;
import community.kith.p2p.protobuf.ProtoFrame;
import community.kith.p2p.protobuf.ProtoReader;
import community.kith.p2p.protobuf.ProtoWriter;
import java.io.IOException;
import java.net.ProtocolException;

/// The other stream: over the connection that was dialled, the server says the nonce and the client that it heard it.
final class DialBack {
    static final String PROTOCOL = "/libp2p/autonat/2/dial-back";
    private static final int MAX_BYTES = 64;
    private static final int OK = 0;

    private DialBack() {}

    /// As the server: says the nonce, and waits until the client heard it.
    static void say(Stream stream, long nonce) throws IOException {
        ProtoFrame.write(stream.out(), new ProtoWriter().fixed64(1, nonce).toBytes());
        ProtoReader reader =
                new ProtoReader("dial back response", ProtoFrame.read("dial back response", stream.in(), MAX_BYTES));
        while (reader.next()) {
            if (reader.field() == 1 && reader.number() != OK) {
                throw new ProtocolException("a dial back was answered with a refusal");
            }
        }
    }

    /// As the client: what the server says.
    static long hear(Stream stream) throws IOException {
        return parse(ProtoFrame.read("dial back", stream.in(), MAX_BYTES));
    }

    static long parse(byte[] bytes) throws ProtocolException {
        long nonce = 0;
        ProtoReader reader = new ProtoReader("dial back", bytes);
        while (reader.next()) {
            if (reader.field() == 1) {
                nonce = reader.fixed64();
            }
        }
        return nonce;
    }

    static void heard(Stream stream) throws IOException {
        ProtoFrame.write(stream.out(), new ProtoWriter().number(1, OK).toBytes());
    }
}
