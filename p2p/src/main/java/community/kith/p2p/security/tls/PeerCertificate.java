package community.kith.p2p.security.tls;

import community.kith.base.crypto.VerifyingKey;
import community.kith.base.name.PeerId;
import java.math.BigInteger;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The certificate of a libp2p peer (libp2p specs, `tls/tls.md`): a throw-away key, and the identity key's word for it
/// in an
/// extension. Parsed by ourselves, since the JDK refuses the empty issuer that several implementations write.
///
/// [#parse(byte[])] checks the form and [#verify(Instant)] what it says.
public final class PeerCertificate {
    /// 1.3.6.1.4.1.53594.1.1
    static final String EXTENSION = "2b0601040183a25a0101";

    private static final byte[] DOMAIN = "libp2p-tls-handshake:".getBytes(StandardCharsets.US_ASCII);
    private static final BigInteger VERSION_3 = BigInteger.TWO;
    private static final int MAX_BYTES = 8 * 1024;
    private static final int MAX_EXTENSIONS = 32;

    private final byte[] encoded;
    private final byte[] signedPart;
    private final byte[] algorithm;
    private final byte[] signature;
    private final BigInteger serial;
    private final Validity validity;
    private final byte[] keyInfo;
    private final PublicKey key;
    private final SignedKey identity;

    private PeerCertificate(byte[] bytes) throws ProtocolException {
        if (bytes.length > MAX_BYTES) {
            throw new ProtocolException("certificate: %d bytes, more than %d".formatted(bytes.length, MAX_BYTES));
        }
        encoded = bytes.clone();
        DerReader outside = new DerReader(encoded);
        DerReader all = outside.enter(DerReader.SEQUENCE);
        outside.end();
        signedPart = all.whole(DerReader.SEQUENCE);
        algorithm = all.whole(DerReader.SEQUENCE);
        signature = all.bits();
        all.end();

        DerReader fields = new DerReader(signedPart).enter(DerReader.SEQUENCE);
        DerReader version = fields.enter(DerReader.explicit(0));
        if (!version.integer().equals(VERSION_3)) {
            throw new ProtocolException("certificate: not of version 3");
        }
        version.end();
        serial = fields.integer();
        if (!Arrays.equals(fields.whole(DerReader.SEQUENCE), algorithm)) {
            throw new ProtocolException("certificate: it names two signature algorithms");
        }
        fields.enter(DerReader.SEQUENCE); // the issuer, which may be empty
        validity = Validity.read(fields);
        fields.enter(DerReader.SEQUENCE); // the subject
        keyInfo = fields.whole(DerReader.SEQUENCE);
        key = CertificateSignature.key(keyInfo);
        identity = extensions(fields.enter(DerReader.explicit(3)));
        fields.end();
    }

    /// Reads a certificate in DER.
    ///
    /// @throws ProtocolException when it is malformed, or lacks what a libp2p certificate has
    public static PeerCertificate parse(byte[] der) throws ProtocolException {
        return new PeerCertificate(der);
    }

    /// Who presents it, if the certificate is valid at `now`, signed by its own key, and vouched for by the identity
    /// key.
    public PeerId verify(Instant now) throws ProtocolException {
        if (!validity.covers(now)) {
            throw new ProtocolException("certificate: not valid at " + now + ", but " + validity);
        }
        if (!CertificateSignature.holds(algorithm, key, signedPart, signature)) {
            throw new ProtocolException("certificate: not signed by its own key");
        }
        VerifyingKey signer = VerifyingKey.fromProtobuf(identity.key);
        if (!signer.verify(vouched(keyInfo), identity.signature)) {
            throw new ProtocolException("certificate: the identity key did not sign the certificate's key");
        }
        return PeerId.of(signer);
    }

    /// Whom a certificate names that was verified before.
    public PeerId claimed() throws ProtocolException {
        return PeerId.of(VerifyingKey.fromProtobuf(identity.key));
    }

    /// What an identity key signs to vouch for a certificate's key.
    static byte[] vouched(byte[] keyInfo) {
        byte[] message = Arrays.copyOf(DOMAIN, DOMAIN.length + keyInfo.length);
        System.arraycopy(keyInfo, 0, message, DOMAIN.length, keyInfo.length);
        return message;
    }

    byte[] encoded() {
        return encoded.clone();
    }

    byte[] signedPart() {
        return signedPart.clone();
    }

    byte[] signature() {
        return signature.clone();
    }

    BigInteger serial() {
        return serial;
    }

    Validity validity() {
        return validity;
    }

    PublicKey key() {
        return key;
    }

    /// The identity key as libp2p's protobuf, and its signature.
    private static final class SignedKey {
        private final byte[] key;
        private final byte[] signature;

        private SignedKey(byte[] key, byte[] signature) {
            this.key = key;
            this.signature = signature;
        }

        static SignedKey parse(byte[] value) throws ProtocolException {
            DerReader outside = new DerReader(value);
            DerReader fields = outside.enter(DerReader.SEQUENCE);
            outside.end();
            SignedKey parsed = new SignedKey(fields.take(DerReader.OCTET_STRING), fields.take(DerReader.OCTET_STRING));
            fields.end();
            return parsed;
        }
    }

    /// Looks for libp2p's extension; others are ignored unless they insist on being understood.
    private static SignedKey extensions(DerReader in) throws ProtocolException {
        DerReader list = in.enter(DerReader.SEQUENCE);
        in.end();
        Optional<SignedKey> found = Optional.empty();
        for (int i = 0; list.hasMore(); i++) {
            DerReader one = list.enter(DerReader.SEQUENCE);
            String name = HexFormat.of().formatHex(one.take(DerReader.OBJECT_ID));
            boolean critical = one.next(DerReader.BOOLEAN);
            if (critical) {
                one.yes();
            }
            byte[] value = one.take(DerReader.OCTET_STRING);
            one.end();
            boolean ours = name.equals(EXTENSION);
            if (i == MAX_EXTENSIONS || (ours && found.isPresent()) || (critical && !ours)) {
                throw new ProtocolException("certificate: extension %d, %s, is one too many".formatted(i, name));
            }
            if (ours) {
                found = Optional.of(SignedKey.parse(value));
            }
        }
        return found.orElseThrow(() -> new ProtocolException("certificate: no libp2p key in it"));
    }
}
