package community.kith.p2p.security.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.SigningKey;
import community.kith.base.crypto.VerifyingKey;
import community.kith.base.name.PeerId;
import community.kith.p2p.contract.Fuzz;
import community.kith.p2p.protobuf.ProtoWriter;
import java.math.BigInteger;
import java.net.ProtocolException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PeerCertificateTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String BASIC_CONSTRAINTS = "551d13";

    private final SecureRandom random = new SecureRandom();
    private final SigningKey identity = SigningKey.generate(random);

    @Test
    void knowsTheEd25519PeerOfTheSpecification() throws ProtocolException {
        assertThat(PeerCertificate.parse(SpecificationVectors.ED25519).verify(NOW))
                .hasToString(SpecificationVectors.ED25519_PEER);
    }

    @Test
    void knowsTheEcdsaPeerOfTheSpecification() throws ProtocolException {
        assertThat(PeerCertificate.parse(SpecificationVectors.ECDSA).verify(NOW))
                .hasToString(SpecificationVectors.ECDSA_PEER);
    }

    @Test
    void knowsTheSecp256k1PeerOfTheSpecification() throws ProtocolException {
        assertThat(PeerCertificate.parse(SpecificationVectors.SECP256K1).verify(NOW))
                .hasToString(SpecificationVectors.SECP256K1_PEER);
    }

    @Test
    void refusesTheInvalidCertificateOfTheSpecification() throws ProtocolException {
        PeerCertificate mismatched = PeerCertificate.parse(SpecificationVectors.MISMATCHED);

        assertThatThrownBy(() -> mismatched.verify(NOW))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("did not sign");
    }

    @Test
    void believesOurOwn() throws ProtocolException, CertificateEncodingException {
        OwnCertificate own = OwnCertificate.of(identity, random);

        assertThat(PeerCertificate.parse(own.certificate().getEncoded()).verify(NOW))
                .isEqualTo(PeerId.of(identity.verifyingKey()));
    }

    @Test
    void isValidFromItsFirstSecondToItsLast() throws ProtocolException, GeneralSecurityException {
        PeerCertificate certificate = PeerCertificate.parse(new Draft().der());

        assertThat(certificate.verify(Draft.FROM)).isEqualTo(PeerId.of(identity.verifyingKey()));
        assertThat(certificate.verify(Draft.UNTIL)).isEqualTo(PeerId.of(identity.verifyingKey()));
        assertThatThrownBy(() -> certificate.verify(Draft.FROM.minusSeconds(1))).hasMessageContaining("not valid at");
        assertThatThrownBy(() -> certificate.verify(Draft.UNTIL.plusSeconds(1))).hasMessageContaining("not valid at");
    }

    /// RSA has no vector in the specification.
    @Test
    void knowsAnRsaPeer() throws ProtocolException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair rsa = generator.generateKeyPair();
        byte[] key = new ProtoWriter()
                .number(1, 0)
                .bytes(2, rsa.getPublic().getEncoded())
                .toBytes();
        Draft draft = new Draft();
        Signature word = Signature.getInstance("SHA256withRSA");
        word.initSign(rsa.getPrivate());
        word.update(PeerCertificate.vouched(draft.key.getPublic().getEncoded()));
        byte[] signedKey = DerWriter.sequence(DerWriter.octets(key), DerWriter.octets(word.sign()));
        draft.extensions = DerWriter.sequence(
                DerWriter.sequence(DerWriter.objectId(PeerCertificate.EXTENSION), DerWriter.octets(signedKey)));

        assertThat(PeerCertificate.parse(draft.der()).verify(NOW)).isEqualTo(PeerId.of(VerifyingKey.fromProtobuf(key)));
    }

    @Test
    void takesAnEmptyIssuer() throws ProtocolException, GeneralSecurityException {
        Draft draft = new Draft();
        draft.name = DerWriter.sequence();

        assertThat(PeerCertificate.parse(draft.der()).verify(NOW)).isEqualTo(PeerId.of(identity.verifyingKey()));
    }

    @Test
    void takesOurExtensionWhenItIsCritical() throws ProtocolException, GeneralSecurityException {
        Draft draft = new Draft();
        draft.extensions = DerWriter.sequence(draft.extension(PeerCertificate.EXTENSION, true));

        assertThat(PeerCertificate.parse(draft.der()).verify(NOW)).isEqualTo(PeerId.of(identity.verifyingKey()));
    }

    @Test
    void ignoresWhatItDoesNotKnowUnlessItIsCritical() throws ProtocolException, GeneralSecurityException {
        Draft draft = new Draft();
        byte[] ours = draft.extension(PeerCertificate.EXTENSION, false);
        draft.extensions = DerWriter.sequence(draft.extension(BASIC_CONSTRAINTS, false), ours);
        assertThat(PeerCertificate.parse(draft.der()).verify(NOW)).isEqualTo(PeerId.of(identity.verifyingKey()));

        draft.extensions = DerWriter.sequence(draft.extension(BASIC_CONSTRAINTS, true), ours);
        assertThatThrownBy(() -> PeerCertificate.parse(draft.der())).hasMessageContaining("one too many");
    }

    @Test
    void refusesACertificateWithoutOurExtensionOrWithTwo() throws GeneralSecurityException {
        Draft draft = new Draft();
        draft.extensions = DerWriter.sequence(draft.extension(BASIC_CONSTRAINTS, false));
        assertThatThrownBy(() -> PeerCertificate.parse(draft.der())).hasMessageContaining("no libp2p key");

        byte[] ours = draft.extension(PeerCertificate.EXTENSION, false);
        draft.extensions = DerWriter.sequence(ours, ours);
        assertThatThrownBy(() -> PeerCertificate.parse(draft.der())).hasMessageContaining("one too many");
    }

    @Test
    void refusesASignatureOfAnotherKey() throws GeneralSecurityException, ProtocolException {
        Draft draft = new Draft();
        draft.signer = Draft.keyPair();
        PeerCertificate forged = PeerCertificate.parse(draft.der());

        assertThatThrownBy(() -> forged.verify(NOW)).hasMessageContaining("not signed by its own key");
    }

    @Test
    void refusesUniqueIdentifiersAndOldVersions() throws GeneralSecurityException {
        Draft draft = new Draft();
        draft.beforeExtensions = DerWriter.element(0x81, new byte[] {0, 1});
        assertThatThrownBy(() -> PeerCertificate.parse(draft.der())).isInstanceOf(ProtocolException.class);

        Draft old = new Draft();
        old.version = 1;
        assertThatThrownBy(() -> PeerCertificate.parse(old.der())).hasMessageContaining("version 3");
    }

    @Test
    void refusesLengthsThatAreNotMinimalAndBytesAfterTheEnd() {
        byte[] good = SpecificationVectors.ED25519;
        byte[] longer = Arrays.copyOf(good, good.length + 1);
        byte[] roundabout = new byte[good.length + 1];
        roundabout[0] = 0x30;
        roundabout[1] = (byte) 0x83;
        System.arraycopy(good, 2, roundabout, 3, good.length - 2);

        assertThatThrownBy(() -> PeerCertificate.parse(longer)).hasMessageContaining("too many");
        assertThatThrownBy(() -> PeerCertificate.parse(roundabout)).hasMessageContaining("length");
        assertThatThrownBy(() -> PeerCertificate.parse(new byte[9000])).hasMessageContaining("more than");
    }

    @Tag("fuzz")
    @Test
    void refusesDamageAndNothingWorse() {
        Fuzz.damage(
                71,
                SpecificationVectors.ED25519,
                der -> PeerCertificate.parse(der).verify(NOW));
        Fuzz.damage(
                72,
                SpecificationVectors.ECDSA,
                der -> PeerCertificate.parse(der).verify(NOW));
        Fuzz.damage(
                73,
                SpecificationVectors.SECP256K1,
                der -> PeerCertificate.parse(der).verify(NOW));
    }

    /// A certificate in the making, of which a test may change any part.
    private final class Draft {
        static final Instant FROM = Instant.parse("2020-02-29T00:00:00Z");
        static final Instant UNTIL = Instant.parse("2050-12-31T23:59:59Z");
        private static final String ECDSA_WITH_SHA256 = "2a8648ce3d040302";

        private final KeyPair key = keyPair();
        KeyPair signer = key;
        int version = 2;
        byte[] name = DerWriter.sequence(
                DerWriter.set(DerWriter.sequence(DerWriter.objectId("550403"), DerWriter.text("someone"))));
        byte[] beforeExtensions = {};
        byte[] extensions = DerWriter.sequence(extension(PeerCertificate.EXTENSION, false));

        static KeyPair keyPair() throws GeneralSecurityException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        }

        Draft() throws GeneralSecurityException {}

        byte[] extension(String oid, boolean critical) {
            byte[] signedKey = DerWriter.sequence(
                    DerWriter.octets(identity.verifyingKey().toProtobuf()),
                    DerWriter.octets(identity.sign(
                            PeerCertificate.vouched(key.getPublic().getEncoded()))));
            byte[] flag = critical ? DerWriter.element(DerReader.BOOLEAN, new byte[] {-1}) : new byte[0];
            return DerWriter.sequence(DerWriter.objectId(oid), flag, DerWriter.octets(signedKey));
        }

        byte[] der() throws GeneralSecurityException {
            byte[] algorithm = DerWriter.sequence(DerWriter.objectId(ECDSA_WITH_SHA256));
            byte[] signedPart = DerWriter.sequence(
                    DerWriter.element(DerReader.explicit(0), DerWriter.integer(BigInteger.valueOf(version))),
                    DerWriter.integer(BigInteger.TEN),
                    algorithm,
                    name,
                    DerWriter.sequence(
                            DerWriter.time(DerReader.UTC_TIME, "200229000000Z"),
                            DerWriter.time(DerReader.GENERALIZED_TIME, "20501231235959Z")),
                    name,
                    key.getPublic().getEncoded(),
                    beforeExtensions,
                    DerWriter.element(DerReader.explicit(3), extensions));
            Signature signing = Signature.getInstance("SHA256withECDSA");
            signing.initSign(signer.getPrivate());
            signing.update(signedPart);
            return DerWriter.sequence(signedPart, algorithm, DerWriter.bits(signing.sign()));
        }
    }

    @Test
    void refusesTimesThatNoCalendarHas() {
        byte[] bad = SpecificationVectors.ED25519.clone();
        String hex = HexFormat.of().formatHex(bad).replace("3735303130313133", "3735313330313133");

        assertThatThrownBy(() -> PeerCertificate.parse(HexFormat.of().parseHex(hex)))
                .hasMessageContaining("not a time");
    }
}
