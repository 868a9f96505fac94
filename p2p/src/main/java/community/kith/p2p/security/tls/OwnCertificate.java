package community.kith.p2p.security.tls;

import community.kith.base.crypto.SigningKey;
import java.math.BigInteger;
import java.net.ProtocolException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.random.RandomGenerator;

/// Our side of a TLS handshake: a fresh P-256 key and the certificate in which the identity key vouches for it (libp2p
/// specs,
/// `tls/tls.md`). Made once for a host; it says nothing but who the host is.
///
/// @param certificate self-signed, with an issuer, since some libraries insist on one
/// @param key what it is signed with
public record OwnCertificate(X509Certificate certificate, PrivateKey key) {
    private static final byte[] ECDSA_WITH_SHA256 = DerWriter.sequence(DerWriter.objectId("2a8648ce3d040302"));
    private static final byte[] ORGANISATION = DerWriter.objectId("55040a");
    private static final int SERIAL_BITS = 63;

    /// A new certificate for `identity`.
    public static OwnCertificate of(SigningKey identity, RandomGenerator random) {
        SecureRandom entropy = Entropy.of(random);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), entropy);
            KeyPair pair = generator.generateKeyPair();
            byte[] signedPart = signedPart(identity, pair.getPublic().getEncoded(), entropy);
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(pair.getPrivate(), entropy);
            signer.update(signedPart);
            byte[] der = DerWriter.sequence(signedPart, ECDSA_WITH_SHA256, DerWriter.bits(signer.sign()));
            return new OwnCertificate(new LeafCertificate(PeerCertificate.parse(der)), pair.getPrivate());
        } catch (GeneralSecurityException | ProtocolException e) {
            throw new IllegalStateException("this Java cannot make a certificate", e);
        }
    }

    private static byte[] signedPart(SigningKey identity, byte[] keyInfo, SecureRandom entropy) {
        byte[] name = DerWriter.sequence(DerWriter.set(DerWriter.sequence(ORGANISATION, DerWriter.text("libp2p.io"))));
        byte[] signedKey = DerWriter.sequence(
                DerWriter.octets(identity.verifyingKey().toProtobuf()),
                DerWriter.octets(identity.sign(PeerCertificate.vouched(keyInfo))));
        byte[] extension =
                DerWriter.sequence(DerWriter.objectId(PeerCertificate.EXTENSION), DerWriter.octets(signedKey));
        return DerWriter.sequence(
                DerWriter.element(DerReader.explicit(0), DerWriter.integer(BigInteger.TWO)),
                DerWriter.integer(new BigInteger(SERIAL_BITS, entropy).setBit(0)),
                ECDSA_WITH_SHA256,
                name,
                Validity.ALWAYS,
                name,
                keyInfo,
                DerWriter.element(DerReader.explicit(3), DerWriter.sequence(extension)));
    }
}
