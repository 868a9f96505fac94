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
import java.util.Optional;

/// What a libp2p peer says inside the handshake: its identity key, that key's word for the Noise key, and what it
/// offers.
final class NoisePayload {
    private static final byte[] DOMAIN = "noise-libp2p-static-key:".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_KEY_BYTES = 4096;
    private static final int MAX_SIGNATURE_BYTES = 1024;
    private static final int MAX_EXTENSIONS_BYTES = 4096;
    private static final int MAX_NAME_BYTES = 128;
    private static final int MAX_OFFERED = 16;
    private static final int MUXERS = 2;
    /// Ours: numbers above 1024 are free to try things.
    private static final int CIPHERS = 5116;

    private final byte[] identityKey;
    private final byte[] signature;
    private final Offer offer;

    /// @param ciphers for what follows the handshake, besides the one that all have
    private record Offer(List<String> muxers, List<Aead> ciphers) {
        static final Offer NONE = new Offer(List.of(), List.of());
    }

    private NoisePayload(byte[] identityKey, byte[] signature, Offer offer) {
        this.identityKey = identityKey;
        this.signature = signature;
        this.offer = offer;
    }

    static NoisePayload of(SigningKey identity, X25519Key noiseKey, List<String> muxers, List<Aead> ciphers) {
        return new NoisePayload(
                identity.verifyingKey().toProtobuf(),
                identity.sign(signed(noiseKey.publicBytes())),
                new Offer(List.copyOf(muxers), List.copyOf(ciphers)));
    }

    byte[] toBytes() {
        ProtoWriter extensions = new ProtoWriter();
        offer.muxers.forEach(muxer -> extensions.text(MUXERS, muxer));
        offer.ciphers.forEach(cipher -> extensions.text(CIPHERS, cipher.label()));
        return new ProtoWriter()
                .bytes(1, identityKey)
                .bytes(2, signature)
                .bytes(4, extensions.toBytes())
                .toBytes();
    }

    static NoisePayload parse(byte[] bytes) throws ProtocolException {
        byte[] key = {};
        byte[] signature = {};
        Offer offer = Offer.NONE;
        ProtoReader reader = new ProtoReader("noise payload", bytes);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> key = reader.bytes(MAX_KEY_BYTES);
                case 2 -> signature = reader.bytes(MAX_SIGNATURE_BYTES);
                case 4 -> offer = parseOffer(reader.bytes(MAX_EXTENSIONS_BYTES));
                default -> {}
            }
        }
        return new NoisePayload(key, signature, offer);
    }

    List<String> muxers() {
        return offer.muxers;
    }

    /// The ciphers the peer asks for, of those that we know.
    List<Aead> ciphers() {
        return offer.ciphers;
    }

    private static Offer parseOffer(byte[] extensions) throws ProtocolException {
        List<String> muxers = new ArrayList<>();
        List<String> ciphers = new ArrayList<>();
        ProtoReader reader = new ProtoReader("noise extensions", extensions);
        while (reader.next()) {
            switch (reader.field()) {
                case MUXERS -> muxers.add(reader.text(MAX_NAME_BYTES));
                case CIPHERS -> ciphers.add(reader.text(MAX_NAME_BYTES));
                default -> {}
            }
            if (muxers.size() > MAX_OFFERED || ciphers.size() > MAX_OFFERED) {
                throw new ProtocolException("noise: more than " + MAX_OFFERED + " muxers or ciphers offered");
            }
        }
        return new Offer(
                muxers,
                ciphers.stream().map(Aead::named).flatMap(Optional::stream).toList());
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
