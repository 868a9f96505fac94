package community.kith.base.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// The two numbers of an ECDSA signature. Source: SEC 1, appendix C.8.
record EcdsaSignature(BigInteger r, BigInteger s) {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;

    /// Reads a DER sequence of two positive integers below 2⁵¹², in DER's one form; anything else is none.
    static Optional<EcdsaSignature> parse(byte[] der) {
        ByteBuffer in = ByteBuffer.wrap(der);
        if (!takes(in, SEQUENCE) || !takes(in, der.length - 2)) {
            return Optional.empty();
        }
        Optional<BigInteger> r = integer(in);
        Optional<BigInteger> s = integer(in);
        return r.isEmpty() || s.isEmpty() || in.hasRemaining()
                ? Optional.empty()
                : Optional.of(new EcdsaSignature(r.get(), s.get()));
    }

    private static Optional<BigInteger> integer(ByteBuffer in) {
        if (!takes(in, INTEGER) || !in.hasRemaining()) {
            return Optional.empty();
        }
        int length = in.get();
        if (length < 1 || length > Math.min(in.remaining(), 65)) {
            return Optional.empty();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        BigInteger number = new BigInteger(bytes);
        boolean shortest = Arrays.equals(number.toByteArray(), bytes);
        return shortest && number.signum() > 0 ? Optional.of(number) : Optional.empty();
    }

    private static boolean takes(ByteBuffer in, int expected) {
        return in.hasRemaining() && in.get() == expected;
    }
}
