package community.kith.bench.coding;

/// Reed–Solomon as textbooks have it: a byte after the other through a table of all 65,536 products.
final class TableCoder {
    private static final int POLYNOMIAL = 0x11d;

    private final byte[][] products = new byte[256][256];
    private final int[][] rows;

    /// @param rows of coefficients, as many as outputs
    TableCoder(int[][] rows) {
        this.rows = rows;
        for (int a = 0; a < 256; a++) {
            for (int b = 0; b < 256; b++) {
                products[a][b] = (byte) product(a, b);
            }
        }
    }

    void code(byte[][] inputs, byte[][] outputs) {
        for (int row = 0; row < rows.length; row++) {
            set(products[rows[row][0]], inputs[0], outputs[row]);
            for (int column = 1; column < inputs.length; column++) {
                add(products[rows[row][column]], inputs[column], outputs[row]);
            }
        }
    }

    private static void set(byte[] products, byte[] input, byte[] output) {
        for (int i = 0; i < input.length; i++) {
            output[i] = products[input[i] & 0xff];
        }
    }

    private static void add(byte[] products, byte[] input, byte[] output) {
        for (int i = 0; i < input.length; i++) {
            output[i] ^= products[input[i] & 0xff];
        }
    }

    private static int product(int a, int b) {
        int product = 0;
        for (int bit = 7; bit >= 0; bit--) {
            product <<= 1;
            product ^= product > 255 ? POLYNOMIAL : 0;
            product ^= (b >> bit & 1) != 0 ? a : 0;
        }
        return product;
    }
}
