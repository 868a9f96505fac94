package community.kith.store.manifest;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.store.seal.ContentKey;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/// The bytes of a root: DAG-CBOR, sealed with AES-256-GCM under a key that seals nothing else, hence the zero nonce.
final class RootFormat {
    static final int SEAL_BYTES = 16;
    private static final int MAX_INDEX_SEGMENTS = Math.ceilDiv(Root.MAX_INDEX_BYTES, 64 * 1024);
    private static final GCMParameterSpec ZERO_NONCE = new GCMParameterSpec(SEAL_BYTES * Byte.SIZE, new byte[12]);

    private RootFormat() {}

    static byte[] seal(byte[] encoded, Optional<ContentKey> linkKey) {
        if (linkKey.isEmpty()) {
            return encoded;
        }
        try {
            return cipher(Cipher.ENCRYPT_MODE, linkKey.get()).doFinal(encoded);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal a manifest", e);
        }
    }

    static byte[] unseal(Link link, byte[] blob) throws ProtocolException {
        if (link.key().isEmpty()) {
            return blob;
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, link.key().get()).doFinal(blob);
        } catch (AEADBadTagException e) {
            ProtocolException refused =
                    new ProtocolException("the key in the link does not open this manifest: it is another one's");
            refused.initCause(e);
            throw refused;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot open a manifest", e);
        }
    }

    private static Cipher cipher(int mode, ContentKey key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.secret(), ZERO_NONCE);
        cipher.updateAAD(ManifestFormat.FORMAT.getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    static Root read(byte[] encoded) throws ProtocolException {
        return refusing(() -> {
            FieldReader in = new FieldReader(DagCbor.decode(encoded), "manifest");
            About about = ManifestFormat.readHead(in);
            if (!in.has("index")) {
                return new Root.Whole(ManifestFormat.readLists(about, in, List.of()));
            }
            List<Segment> index = ManifestFormat.readSegments(in, "index", MAX_INDEX_SEGMENTS);
            in.end();
            return new Root.Spilled(about, index);
        });
    }

    /// The records refuse what does not fit together; from outside, that is a peer's mistake.
    static <T> T refusing(Reading<T> reading) throws ProtocolException {
        try {
            return reading.read();
        } catch (IllegalArgumentException | ArithmeticException e) {
            ProtocolException refused =
                    new ProtocolException("a manifest that does not fit together: " + e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    interface Reading<T> {
        T read() throws ProtocolException;
    }
}
