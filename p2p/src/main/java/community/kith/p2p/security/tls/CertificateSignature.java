package community.kith.p2p.security.tls;

import java.net.ProtocolException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// The key and signature algorithms that a certificate may be made with: ECDSA on the NIST curves, Ed25519, and RSA of
/// an ordinary
/// size. Source: RFC 5758, RFC 8410, RFC 8017.
final class CertificateSignature {
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    private static final int MAX_RSA_EXPONENT_BITS = 32;

    /// Contents of an object identifier, in hex, to what the JDK calls a kind of key.
    private static final Map<String, String> KEYS =
            Map.of("2a8648ce3d0201", "EC", "2b6570", "Ed25519", "2a864886f70d010101", "RSA");

    /// The same for signatures, with the key each one takes.
    private static final Map<String, Algorithm> SIGNATURES = Map.of(
            "2a8648ce3d040302", new Algorithm("SHA256withECDSA", "EC"),
            "2a8648ce3d040303", new Algorithm("SHA384withECDSA", "EC"),
            "2a8648ce3d040304", new Algorithm("SHA512withECDSA", "EC"),
            "2b6570", new Algorithm("Ed25519", "Ed25519"),
            "2a864886f70d01010b", new Algorithm("SHA256withRSA", "RSA"),
            "2a864886f70d01010c", new Algorithm("SHA384withRSA", "RSA"),
            "2a864886f70d01010d", new Algorithm("SHA512withRSA", "RSA"));

    private record Algorithm(String signature, String key) {}

    private CertificateSignature() {}

    /// Reads a SubjectPublicKeyInfo.
    static PublicKey key(byte[] info) throws ProtocolException {
        DerReader fields = new DerReader(info).enter(DerReader.SEQUENCE);
        String algorithm = Optional.ofNullable(KEYS.get(objectId(fields)))
                .orElseThrow(() -> new ProtocolException("certificate: a key of an unknown kind"));
        fields.bits();
        fields.end();
        try {
            PublicKey key = KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(info));
            if (!Arrays.equals(key.getEncoded(), info) || (key instanceof RSAPublicKey rsa && !ordinary(rsa))) {
                throw new ProtocolException("certificate: an extraordinary key");
            }
            return key;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has " + algorithm, e);
        } catch (GeneralSecurityException e) {
            throw (ProtocolException) new ProtocolException("certificate: not a key for " + algorithm).initCause(e);
        }
    }

    private static boolean ordinary(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        return bits >= MIN_RSA_BITS
                && bits <= MAX_RSA_BITS
                && key.getPublicExponent().bitLength() <= MAX_RSA_EXPONENT_BITS;
    }

    /// Whether `signature`, made with the algorithm of an AlgorithmIdentifier, is the key's on `message`.
    static boolean holds(byte[] algorithmId, PublicKey key, byte[] message, byte[] signature) throws ProtocolException {
        Algorithm algorithm = Optional.ofNullable(SIGNATURES.get(objectId(new DerReader(algorithmId))))
                .orElseThrow(() -> new ProtocolException("certificate: signed in an unknown way"));
        try {
            Signature verifier = Signature.getInstance(algorithm.signature());
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has " + algorithm, e);
        } catch (GeneralSecurityException e) {
            return false; // the signature is malformed, or the key is of another kind
        }
    }

    /// The algorithm that the next element, an AlgorithmIdentifier, names.
    private static String objectId(DerReader in) throws ProtocolException {
        return HexFormat.of().formatHex(in.enter(DerReader.SEQUENCE).take(DerReader.OBJECT_ID));
    }
}
