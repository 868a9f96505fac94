package community.kith.p2p.identify;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.protobuf.ProtoReader;
import community.kith.p2p.protobuf.ProtoWriter;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/// A peer's own, signed word for where it listens (libp2p specs, RFC 0003); it can be passed on by others.
///
/// @param sequence newer records of a peer have higher numbers
public record PeerRecord(PeerId peer, long sequence, List<Multiaddr> addresses) {
    private static final String DOMAIN = "libp2p-peer-record";
    private static final byte[] TYPE = {0x03, 0x01};
    private static final int MAX_ID_BYTES = 128;

    public PeerRecord {
        addresses = List.copyOf(addresses);
    }

    /// The record in a signed envelope; `key` must be the one that `peer` is named by.
    public byte[] sealed(SigningKey key) {
        ProtoWriter record = new ProtoWriter().bytes(1, peer.bytes()).number(2, sequence);
        addresses.forEach(address ->
                record.bytes(3, new ProtoWriter().bytes(1, address.bytes()).toBytes()));
        return Envelope.seal(key, DOMAIN, TYPE, record.toBytes());
    }

    /// Opens a signed envelope; refuses a record that its signer did not make about itself.
    public static PeerRecord open(byte[] sealed) throws ProtocolException {
        Envelope envelope = Envelope.open(sealed, DOMAIN, TYPE);
        PeerId signer = PeerId.of(envelope.signer());
        byte[] id = {};
        long sequence = 0;
        List<Multiaddr> addresses = new ArrayList<>();
        ProtoReader reader = new ProtoReader("peer record", envelope.payload());
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> id = reader.bytes(MAX_ID_BYTES);
                case 2 -> sequence = reader.number();
                case 3 -> Addresses.add(addresses, addressOf(reader.bytes(2 * Multiaddr.MAX_BYTES)));
                default -> {}
            }
        }
        if (!PeerId.fromBytes(id).equals(signer)) {
            throw new ProtocolException("a peer record about another peer than its signer");
        }
        return new PeerRecord(signer, sequence, addresses);
    }

    private static byte[] addressOf(byte[] info) throws ProtocolException {
        byte[] address = {};
        ProtoReader reader = new ProtoReader("address info", info);
        while (reader.next()) {
            if (reader.field() == 1) {
                address = reader.bytes(Multiaddr.MAX_BYTES);
            }
        }
        return address;
    }
}
