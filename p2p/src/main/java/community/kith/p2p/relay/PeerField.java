package community.kith.p2p.relay;

import community.kith.base.name.PeerId;
import community.kith.p2p.protobuf.ProtoReader;
import community.kith.p2p.protobuf.ProtoWriter;
import java.net.ProtocolException;

/// A peer inside a message. Addresses in it are passed over: a relay that dials them is a tool for attacks.
final class PeerField {
    private static final int MAX_ID_BYTES = 128;

    private PeerField() {}

    static PeerId parse(byte[] bytes) throws ProtocolException {
        byte[] id = {};
        ProtoReader reader = new ProtoReader("peer", bytes);
        while (reader.next()) {
            if (reader.field() == 1) {
                id = reader.bytes(MAX_ID_BYTES);
            }
        }
        return PeerId.fromBytes(id);
    }

    static byte[] toBytes(PeerId peer) {
        return new ProtoWriter().bytes(1, peer.bytes()).toBytes();
    }
}
