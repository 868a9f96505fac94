package community.kith.store.erasure;

/// For every coefficient its products with the 16 low halves of a byte, and then with the 16 high halves: a product is
/// the sum of two lookups, as multiplying distributes over adding.
final class Products {
    /// Products with one coefficient.
    static final int BYTES = 32;
    /// Where those with the high halves begin.
    static final int HIGH = 16;

    private static final int LONGEST_VECTOR_BYTES = 64;

    private Products() {}

    /// From position 32 × coefficient on. A vector that is longer than the 16 entries it is loaded for holds some of
    /// the
    /// next, which are never looked up, and the end is padded for that.
    static byte[] ofAll() {
        byte[] products = new byte[256 * BYTES + LONGEST_VECTOR_BYTES];
        for (int coefficient = 0; coefficient < 256; coefficient++) {
            for (int half = 0; half < 16; half++) {
                products[coefficient * BYTES + half] = (byte) Galois.multiply(coefficient, half);
                products[coefficient * BYTES + HIGH + half] = (byte) Galois.multiply(coefficient, half << 4);
            }
        }
        return products;
    }
}
