package community.kith.p2p.security;

import community.kith.base.crypto.SigningKey;
import community.kith.base.crypto.VerifyingKey;
import community.kith.base.name.PeerId;
import community.kith.p2p.protobuf.ProtoReader;
import community.kith.p2p.protobuf.ProtoWriter;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a libp2p peer says inside the handshake: its identity key, that key's word for the Noise key, and its muxers.
final class NoisePayload {
    private static final byte[] DOMAIN = "noise-libp2p-static-key:".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_KEY_BYTES = 4096;
    private static final int MAX_SIGNATURE_BYTES = 1024;
    private static final int MAX_EXTENSIONS_BYTES = 4096;
    private static final int MAX_NAME_BYTES = 128;
    private static final int MAX_MUXERS = 16;

    private final byte[] identityKey;
    private final byte[] signature;
    private final List<String> muxers;

    private NoisePayload(byte[] identityKey, byte[] signature, List<String> muxers) {
        this.identityKey = identityKey;
        this.signature = signature;
        this.muxers = List.copyOf(muxers);
    }

    static NoisePayload of(SigningKey identity, X25519Key noiseKey, List<String> muxers) {
        return new NoisePayload(
                identity.verifyingKey().toProtobuf(), identity.sign(signed(noiseKey.publicBytes())), muxers);
    }

    byte[] toBytes() {
        ProtoWriter extensions = new ProtoWriter();
        muxers.forEach(muxer -> extensions.text(2, muxer));
        return new ProtoWriter()
                .bytes(1, identityKey)
                .bytes(2, signature)
                .bytes(4, extensions.toBytes())
                .toBytes();
    }

    static NoisePayload parse(byte[] bytes) throws ProtocolException {
        byte[] key = {};
        byte[] signature = {};
        List<String> muxers = List.of();
        ProtoReader reader = new ProtoReader("noise payload", bytes);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> key = reader.bytes(MAX_KEY_BYTES);
                case 2 -> signature = reader.bytes(MAX_SIGNATURE_BYTES);
                case 4 -> muxers = parseMuxers(reader.bytes(MAX_EXTENSIONS_BYTES));
                default -> {}
            }
        }
        return new NoisePayload(key, signature, muxers);
    }

    List<String> muxers() {
        return muxers;
    }

    private static List<String> parseMuxers(byte[] extensions) throws ProtocolException {
        List<String> muxers = new ArrayList<>();
        ProtoReader reader = new ProtoReader("noise extensions", extensions);
        while (reader.next()) {
            if (reader.field() == 2) {
                muxers.add(reader.text(MAX_NAME_BYTES));
                if (muxers.size() > MAX_MUXERS) {
                    throw new ProtocolException("noise: more than " + MAX_MUXERS + " muxers offered");
                }
            }
        }
        return muxers;
    }

    /// Who says so, if the signature holds for the Noise key that the handshake proved.
    PeerId verify(byte[] noiseKey) throws ProtocolException {
        VerifyingKey key = VerifyingKey.fromProtobuf(identityKey);
        if (!key.verify(signed(noiseKey), signature)) {
            throw new ProtocolException("noise: the identity key did not sign the noise key");
        }
        return PeerId.of(key);
    }

    private static byte[] signed(byte[] noiseKey) {
        byte[] message = new byte[DOMAIN.length + noiseKey.length];
        System.arraycopy(DOMAIN, 0, message, 0, DOMAIN.length);
        System.arraycopy(noiseKey, 0, message, DOMAIN.length, noiseKey.length);
        return message;
    }
}
