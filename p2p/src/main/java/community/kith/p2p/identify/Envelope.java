package community.kith.p2p.identify;

import community.kith.base.bytes.Varint;
import community.kith.base.crypto.SigningKey;
import community.kith.base.crypto.VerifyingKey;
import community.kith.p2p.protobuf.ProtoReader;
import community.kith.p2p.protobuf.ProtoWriter;
import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A libp2p signed envelope (libp2p specs, RFC 0002): bytes of a stated type, signed for one purpose and no other.
public final class Envelope {
    private static final int MAX_KEY_BYTES = 4096;
    private static final int MAX_SIGNATURE_BYTES = 1024;
    private static final int MAX_TYPE_BYTES = 64;
    private static final int MAX_PAYLOAD_BYTES = 16 * 1024;

    private final VerifyingKey signer;
    private final byte[] payload;

    private Envelope(VerifyingKey signer, byte[] payload) {
        this.signer = signer;
        this.payload = payload;
    }

    /// Signs `payload` as a `type` for one `domain`, and puts all of it in an envelope.
    public static byte[] seal(SigningKey key, String domain, byte[] type, byte[] payload) {
        return new ProtoWriter()
                .bytes(1, key.verifyingKey().toProtobuf())
                .bytes(2, type)
                .bytes(3, payload)
                .bytes(5, key.sign(signed(domain, type, payload)))
                .toBytes();
    }

    /// Reads an envelope and checks its signature, before anybody looks at the payload.
    public static Envelope open(byte[] bytes, String domain, byte[] type) throws ProtocolException {
        byte[] key = {};
        byte[] statedType = {};
        byte[] payload = {};
        byte[] signature = {};
        ProtoReader reader = new ProtoReader("signed envelope", bytes);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> key = reader.bytes(MAX_KEY_BYTES);
                case 2 -> statedType = reader.bytes(MAX_TYPE_BYTES);
                case 3 -> payload = reader.bytes(MAX_PAYLOAD_BYTES);
                case 5 -> signature = reader.bytes(MAX_SIGNATURE_BYTES);
                default -> {}
            }
        }
        if (!Arrays.equals(statedType, type)) {
            throw new ProtocolException("a signed envelope with something else inside");
        }
        VerifyingKey signer = VerifyingKey.fromProtobuf(key);
        if (!signer.verify(signed(domain, type, payload), signature)) {
            throw new ProtocolException("a signed envelope whose signature does not hold");
        }
        return new Envelope(signer, payload);
    }

    /// Whose signature it bears.
    public VerifyingKey signer() {
        return signer;
    }

    /// What was signed.
    public byte[] payload() {
        return payload.clone();
    }

    private static byte[] signed(String domain, byte[] type, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : new byte[][] {domain.getBytes(StandardCharsets.UTF_8), type, payload}) {
            out.writeBytes(Varint.encode(part.length));
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
