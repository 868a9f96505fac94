package community.kith.store.erasure;

import java.util.Arrays;

/// How some wanted rows are sums of k present ones.
@SuppressWarnings("ArrayRecordComponent") // compared by isFor, never leaves this package
record Recipe(int[] present, int[] wanted, int[][] coefficients) {
    static final Recipe NONE = new Recipe(new int[0], new int[0], new int[0][]);

    /// Inverts the present rows of the generator, and multiplies the wanted ones with that.
    static Recipe of(int k, int[] present, int[] wanted) {
        int[][] matrix = new int[k][];
        for (int i = 0; i < k; i++) {
            matrix[i] = Matrix.generatorRow(present[i], k);
        }
        int[][] inverse = Matrix.inverse(matrix);
        int[][] coefficients = new int[wanted.length][];
        for (int i = 0; i < wanted.length; i++) {
            coefficients[i] = Matrix.times(Matrix.generatorRow(wanted[i], k), inverse);
        }
        return new Recipe(present, wanted, coefficients);
    }

    boolean isFor(int[] presentRows, int[] wantedRows) {
        return Arrays.equals(present, presentRows) && Arrays.equals(wanted, wantedRows);
    }
}
