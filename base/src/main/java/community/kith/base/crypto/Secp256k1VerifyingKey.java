package community.kith.base.crypto;

import java.net.ProtocolException;
import java.util.HexFormat;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;

/// ECDSA with SHA-256 on secp256k1, Bitcoin's curve. Source: SEC 1 and SEC 2; libp2p peer-ids, Secp256k1.
final class Secp256k1VerifyingKey extends VerifyingKey {
    private static final int BYTES = 33;

    private final byte[] compressedPoint;

    private Secp256k1VerifyingKey(byte[] raw) {
        super(Kind.SECP256K1, raw);
        compressedPoint = raw;
    }

    static VerifyingKey parse(byte[] raw) throws ProtocolException {
        if (raw.length != BYTES || (raw[0] != 2 && raw[0] != 3)) {
            throw new ProtocolException("a secp256k1 key that is not a compressed point");
        }
        return new Secp256k1VerifyingKey(raw);
    }

    @Override
    public boolean verify(byte[] message, byte[] signature) {
        return EcdsaSignature.parse(signature).filter(rs -> verify(message, rs)).isPresent();
    }

    private boolean verify(byte[] message, EcdsaSignature signature) {
        ECDSASigner verifier = new ECDSASigner();
        try {
            ECPoint point = Curve.PARAMETERS.getCurve().decodePoint(compressedPoint);
            verifier.init(false, new ECPublicKeyParameters(point, Curve.PARAMETERS));
        } catch (IllegalArgumentException e) {
            return false; // the key is no point of the curve
        }
        return verifier.verifySignature(Sha256.of(message), signature.r(), signature.s());
    }

    @Override
    public String toString() {
        return "secp256k1 " + HexFormat.of().formatHex(compressedPoint);
    }

    /// Loaded when the first such key verifies something, since few peers have one.
    private static final class Curve {
        static final ECDomainParameters PARAMETERS = parameters();

        private static ECDomainParameters parameters() {
            X9ECParameters curve = CustomNamedCurves.getByName("secp256k1");
            return new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
        }
    }
}
