package community.kith.base.crypto;

import java.math.BigInteger;
import java.net.ProtocolException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.EllipticCurve;
import java.util.Arrays;
import java.util.HexFormat;

/// ECDSA with SHA-256 on P-256, the only curve of this kind that libp2p peers use. Source: FIPS 186-5.
final class EcdsaVerifyingKey extends VerifyingKey {
    /// A SubjectPublicKeyInfo up to the coordinates: an EC key, on P-256, as an uncompressed point.
    private static final byte[] P256_HEADER =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    private static final int BYTES = P256_HEADER.length + 64;

    private final ECPublicKey key;

    private EcdsaVerifyingKey(byte[] raw, ECPublicKey key) {
        super(Kind.ECDSA, raw);
        this.key = key;
    }

    static VerifyingKey parse(byte[] raw) throws ProtocolException {
        if (raw.length != BYTES || !Arrays.equals(raw, 0, P256_HEADER.length, P256_HEADER, 0, P256_HEADER.length)) {
            throw new ProtocolException("an ECDSA key that is not on P-256");
        }
        ECPublicKey key = JdkSignatures.parse("EC", ECPublicKey.class, raw);
        if (!isOnCurve(key)) {
            throw new ProtocolException("an ECDSA key that is no point of its curve");
        }
        return new EcdsaVerifyingKey(raw, key);
    }

    /// Whether y² = x³ + ax + b, which the JDK takes for granted.
    private static boolean isOnCurve(ECPublicKey key) {
        EllipticCurve curve = key.getParams().getCurve();
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger x = key.getW().getAffineX();
        BigInteger y = key.getW().getAffineY();
        BigInteger right = x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB());
        return x.compareTo(p) < 0
                && y.compareTo(p) < 0
                && y.multiply(y).subtract(right).mod(p).signum() == 0;
    }

    @Override
    public boolean verify(byte[] message, byte[] signature) {
        return JdkSignatures.verify("SHA256withECDSA", key, message, signature);
    }

    @Override
    public String toString() {
        return "ECDSA P-256 " + HexFormat.of().formatHex(raw(), P256_HEADER.length, BYTES);
    }
}
