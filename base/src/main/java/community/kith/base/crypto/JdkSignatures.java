package community.kith.base.crypto;

import java.net.ProtocolException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/// The JDK's signature algorithms behind two plain calls.
final class JdkSignatures {
    private JdkSignatures() {}

    /// Reads an X.509 SubjectPublicKeyInfo that is in DER's one form.
    static <K extends PublicKey> K parse(String algorithm, Class<K> type, byte[] der) throws ProtocolException {
        try {
            PublicKey key = KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
            if (!type.isInstance(key) || !Arrays.equals(key.getEncoded(), der)) {
                throw new ProtocolException("a public key that is not in canonical DER");
            }
            return type.cast(key);
        } catch (NoSuchAlgorithmException e) {
            throw missing(algorithm, e);
        } catch (GeneralSecurityException e) {
            throw (ProtocolException) new ProtocolException("not a public key for " + algorithm).initCause(e);
        }
    }

    static boolean verify(String algorithm, PublicKey key, byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (NoSuchAlgorithmException e) {
            throw missing(algorithm, e);
        } catch (GeneralSecurityException e) {
            return false; // the signature or the key is malformed
        }
    }

    private static AssertionError missing(String algorithm, NoSuchAlgorithmException e) {
        return new AssertionError("every JDK has " + algorithm, e);
    }
}
