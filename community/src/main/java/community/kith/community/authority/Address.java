package community.kith.community.authority;

import java.math.BigInteger;

/// An IPv4 address, and whether it is in a network. Names are never looked up.
record Address(BigInteger bits) {
    private static final int BITS = 32;

    static Address parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("not an IPv4 address: " + text);
        }
        BigInteger bits = BigInteger.ZERO;
        for (String part : parts) {
            if (!part.matches("\\d{1,3}") || Integer.parseInt(part) > 255) {
                throw new IllegalArgumentException("not an IPv4 address: " + text);
            }
            bits = bits.shiftLeft(8).or(BigInteger.valueOf(Integer.parseInt(part)));
        }
        return new Address(bits);
    }

    /// Whether it is in `a.b.c.d/n`.
    boolean in(String network) {
        int slash = network.indexOf('/');
        if (slash < 0 || !network.substring(slash + 1).matches("\\d{1,2}")) {
            throw new IllegalArgumentException("not a network: " + network);
        }
        int prefix = Integer.parseInt(network.substring(slash + 1));
        if (prefix > BITS) {
            throw new IllegalArgumentException("not a network: " + network);
        }
        int rest = BITS - prefix;
        return bits.shiftRight(rest)
                .equals(parse(network.substring(0, slash)).bits.shiftRight(rest));
    }
}
