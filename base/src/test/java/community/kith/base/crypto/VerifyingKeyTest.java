package community.kith.base.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.check.Fuzz;
import java.io.IOException;
import java.math.BigInteger;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VerifyingKeyTest {
    private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource
    void readsAndWritesThePublishedKeys(VerifyingKey.Kind kind) throws IOException {
        byte[] message = Libp2pKeys.publicMessage(kind);

        VerifyingKey key = VerifyingKey.fromProtobuf(message);

        assertThat(key.kind()).isEqualTo(kind);
        assertThat(key.toProtobuf()).isEqualTo(message);
        assertThat(key)
                .isEqualTo(VerifyingKey.fromProtobuf(message))
                .hasSameHashCodeAs(VerifyingKey.fromProtobuf(message));
        assertThat(message).endsWith(key.raw());
    }

    @ParameterizedTest
    @EnumSource
    void verifiesWhatThePublishedPrivateKeySigns(VerifyingKey.Kind kind) throws IOException, GeneralSecurityException {
        VerifyingKey key = VerifyingKey.fromProtobuf(Libp2pKeys.publicMessage(kind));
        byte[] signature = signature(kind, Libp2pKeys.privateData(kind));

        assertThat(key.verify(MESSAGE, signature)).isTrue();
        assertThat(key.verify("a massage".getBytes(StandardCharsets.UTF_8), signature))
                .isFalse();
        assertThat(key.verify(MESSAGE, Arrays.copyOf(signature, signature.length - 1)))
                .isFalse();
        assertThat(key.verify(MESSAGE, Arrays.copyOf(signature, signature.length + 1)))
                .isFalse();
        for (int i = 0; i < signature.length; i++) {
            byte[] flipped = signature.clone();
            flipped[i] ^= 0x10;
            assertThat(key.verify(MESSAGE, flipped)).isFalse();
        }
    }

    @Tag("fuzz")
    @ParameterizedTest
    @EnumSource
    void isNeverSurprisedByASignature(VerifyingKey.Kind kind) throws IOException, GeneralSecurityException {
        VerifyingKey key = VerifyingKey.fromProtobuf(Libp2pKeys.publicMessage(kind));
        byte[] genuine = signature(kind, Libp2pKeys.privateData(kind));

        Fuzz.bytes(300, List.of(genuine), signature -> {
            boolean verified = key.verify(MESSAGE, signature);
            assertThat(verified).isEqualTo(Arrays.equals(signature, genuine));
            return verified;
        });
    }

    @ParameterizedTest
    @CsvSource({
        "'', nothing",
        "0801, no data",
        "12200801, the fields in the other order",
        "080112ff, a length cut off",
        "08041200, a kind that does not exist",
        "08ffffffffffffffff7f1200, a kind that cannot exist",
        "0801120000, a length that is too short",
        "08011203000000, an Ed25519 key of three bytes",
        "0802120300aabb, a secp256k1 key that is too short",
        "080012020500, an RSA key of no bytes",
        "0803120130, an ECDSA key cut off"
    })
    void refuses(String hex, String what) {
        assertThatThrownBy(() -> VerifyingKey.fromProtobuf(HexFormat.of().parseHex(hex)))
                .as(what)
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesAMessageThatIsNotInItsOneForm() {
        byte[] message = Libp2pKeys.publicMessage(VerifyingKey.Kind.ED25519);
        byte[] withMore = Arrays.copyOf(message, message.length + 1);

        assertThatThrownBy(() -> VerifyingKey.fromProtobuf(withMore)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesPointsInAnotherFormOrOffTheCurve() {
        byte[] message = Libp2pKeys.publicMessage(VerifyingKey.Kind.ECDSA);
        message[message.length - 1] ^= 1;
        byte[] uncompressed = Libp2pKeys.publicMessage(VerifyingKey.Kind.SECP256K1);
        uncompressed[4] = 4;

        assertThatThrownBy(() -> VerifyingKey.fromProtobuf(message)).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> VerifyingKey.fromProtobuf(uncompressed)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesRsaKeysThatAreTooShortToTrust() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        byte[] der = generator.generateKeyPair().getPublic().getEncoded();

        assertThatThrownBy(() -> RsaVerifyingKey.parse(der))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("1024 bits");
    }

    @Tag("fuzz")
    @ParameterizedTest
    @EnumSource
    void survivesAnyBytes(VerifyingKey.Kind kind) {
        Fuzz.bytes(List.of(Libp2pKeys.publicMessage(kind)), bytes -> {
            VerifyingKey key = VerifyingKey.fromProtobuf(bytes);
            assertThat(key.toProtobuf()).isEqualTo(bytes);
            return key;
        });
    }

    private static byte[] signature(VerifyingKey.Kind kind, byte[] privateKey)
            throws IOException, GeneralSecurityException {
        return switch (kind) {
            case ED25519 -> SigningKey.fromSeed(Arrays.copyOf(privateKey, 32)).sign(MESSAGE);
            case SECP256K1 -> secp256k1Signature(new BigInteger(1, privateKey));
            case RSA ->
                jdkSignature("RSA", "SHA256withRSA", pkcs8("1.2.840.113549.1.1.1", DERNull.INSTANCE, privateKey));
            case ECDSA ->
                jdkSignature(
                        "EC",
                        "SHA256withECDSA",
                        pkcs8("1.2.840.10045.2.1", new ASN1ObjectIdentifier("1.2.840.10045.3.1.7"), privateKey));
        };
    }

    private static byte[] secp256k1Signature(BigInteger secret) throws IOException {
        ECDomainParameters curve = new ECDomainParameters(CustomNamedCurves.getByName("secp256k1"));
        ECDSASigner signer = new ECDSASigner();
        signer.init(true, new ECPrivateKeyParameters(secret, curve));
        BigInteger[] rs = signer.generateSignature(Sha256.of(MESSAGE));
        return StandardDSAEncoding.INSTANCE.encode(curve.getN(), rs[0], rs[1]);
    }

    private static byte[] jdkSignature(String family, String algorithm, byte[] pkcs8) throws GeneralSecurityException {
        PrivateKey key = KeyFactory.getInstance(family).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(MESSAGE);
        return signer.sign();
    }

    private static byte[] pkcs8(String algorithm, ASN1Encodable parameters, byte[] privateKey) throws IOException {
        AlgorithmIdentifier identifier = new AlgorithmIdentifier(new ASN1ObjectIdentifier(algorithm), parameters);
        return new PrivateKeyInfo(identifier, ASN1Primitive.fromByteArray(privateKey)).getEncoded();
    }
}
