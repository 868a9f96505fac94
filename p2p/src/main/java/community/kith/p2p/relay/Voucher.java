package community.kith.p2p.relay;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.PeerId;
import community.kith.p2p.identify.Envelope;
import community.kith.p2p.protobuf.ProtoReader;
import community.kith.p2p.protobuf.ProtoWriter;
import java.net.ProtocolException;
import java.time.Instant;

/// A relay's signed word that it relays for a peer.
///
/// @param relay who signed it
/// @param peer for whom
/// @param expiry until when, in whole seconds
public record Voucher(PeerId relay, PeerId peer, Instant expiry) {
    private static final String DOMAIN = "libp2p-relay-rsvp";
    private static final byte[] TYPE = {0x03, 0x02};
    private static final int MAX_ID_BYTES = 128;

    /// The voucher in a signed envelope; `key` must be the relay's.
    public byte[] sealed(SigningKey key) {
        byte[] payload = new ProtoWriter()
                .bytes(1, relay.bytes())
                .bytes(2, peer.bytes())
                .number(3, expiry.getEpochSecond())
                .toBytes();
        return Envelope.seal(key, DOMAIN, TYPE, payload);
    }

    /// Opens a signed envelope; refuses one that the relay it names did not sign.
    public static Voucher open(byte[] sealed) throws ProtocolException {
        Envelope envelope = Envelope.open(sealed, DOMAIN, TYPE);
        byte[] relay = {};
        byte[] peer = {};
        long expiry = 0;
        ProtoReader reader = new ProtoReader("relay voucher", envelope.payload());
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> relay = reader.bytes(MAX_ID_BYTES);
                case 2 -> peer = reader.bytes(MAX_ID_BYTES);
                case 3 -> expiry = reader.number();
                default -> {}
            }
        }
        PeerId signer = PeerId.of(envelope.signer());
        if (!PeerId.fromBytes(relay).equals(signer)) {
            throw new ProtocolException("a relay voucher that another peer signed");
        }
        return new Voucher(signer, PeerId.fromBytes(peer), Seconds.toInstant(expiry));
    }
}
