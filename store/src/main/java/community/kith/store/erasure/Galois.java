package community.kith.store.erasure;

/// Arithmetic in GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1 (0x11d), with 2 as generator. Elements are ints 0–255.
final class Galois {
    private static final int POLYNOMIAL = 0x11d;
    private static final int[] POWERS = new int[510];
    private static final int[] LOGARITHMS = new int[256];

    static {
        int power = 1;
        for (int exponent = 0; exponent < 255; exponent++) {
            POWERS[exponent] = power;
            POWERS[exponent + 255] = power;
            LOGARITHMS[power] = exponent;
            power <<= 1;
            if (power > 255) {
                power ^= POLYNOMIAL;
            }
        }
    }

    private Galois() {}

    static int multiply(int a, int b) {
        return a == 0 || b == 0 ? 0 : POWERS[LOGARITHMS[a] + LOGARITHMS[b]];
    }

    static int divide(int a, int b) {
        if (b == 0) {
            throw new ArithmeticException("division by zero in GF(2^8)");
        }
        return a == 0 ? 0 : POWERS[LOGARITHMS[a] + 255 - LOGARITHMS[b]];
    }
}
