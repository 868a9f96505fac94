package community.kith.p2p.punch;

import community.kith.base.name.Multiaddr;
import community.kith.p2p.identify.Addresses;
import community.kith.p2p.protobuf.ProtoFrame;
import community.kith.p2p.protobuf.ProtoReader;
import community.kith.p2p.protobuf.ProtoWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/// What both ends say to each other through the relay.
sealed interface PunchMessage {
    /// The protocol's name.
    String PROTOCOL = "/libp2p/dcutr";

    int MAX_BYTES = 4 * 1024;
    int CONNECT = 100;
    int SYNC = 300;

    /// Where others see me come from.
    record Connect(List<Multiaddr> addresses) implements PunchMessage {
        public Connect {
            addresses = List.copyOf(addresses);
        }
    }

    /// Now.
    record Sync() implements PunchMessage {}

    static PunchMessage read(InputStream in) throws IOException {
        return parse(ProtoFrame.read("punch message", in, MAX_BYTES));
    }

    static PunchMessage parse(byte[] bytes) throws ProtocolException {
        long type = 0;
        List<Multiaddr> addresses = new ArrayList<>();
        ProtoReader reader = new ProtoReader("punch message", bytes);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> type = reader.number();
                case 2 -> Addresses.add(addresses, reader.bytes(Multiaddr.MAX_BYTES));
                default -> {}
            }
        }
        if (type == CONNECT) {
            return new Connect(addresses);
        }
        if (type == SYNC) {
            return new Sync();
        }
        throw new ProtocolException("a punch message of type " + type);
    }

    default void write(OutputStream out) throws IOException {
        ProtoFrame.write(out, toBytes());
    }

    default byte[] toBytes() {
        ProtoWriter out = new ProtoWriter();
        switch (this) {
            case Connect connect -> {
                out.number(1, CONNECT);
                connect.addresses().forEach(address -> out.bytes(2, address.bytes()));
            }
            case Sync sync -> out.number(1, SYNC);
        }
        return out.toBytes();
    }
}
