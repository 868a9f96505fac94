package community.kith.store.erasure;

/// Coefficients over GF(2^8), row by row. Row r of the generator says how shard r is a sum of the k data shards.
final class Matrix {
    private Matrix() {}

    /// Row `row` of the generator for `k` data shards: a row of the identity for row < k, of the normalised Cauchy
    /// matrix from there on. Depends on k and row alone, so rows can be added to what was coded long ago.
    static int[] generatorRow(int row, int k) {
        int[] coefficients = new int[k];
        if (row < k) {
            coefficients[row] = 1;
            return coefficients;
        }
        for (int column = 0; column < k; column++) {
            coefficients[column] = Galois.divide(Galois.multiply(row, k ^ column), Galois.multiply(row ^ column, k));
        }
        return coefficients;
    }

    /// The inverse of a square matrix by Gauss–Jordan; the argument is left as it was.
    static int[][] inverse(int[][] matrix) {
        int size = matrix.length;
        int[][] left = new int[size][];
        int[][] right = new int[size][size];
        for (int row = 0; row < size; row++) {
            left[row] = matrix[row].clone();
            right[row][row] = 1;
        }
        for (int pivot = 0; pivot < size; pivot++) {
            bringUpPivot(left, right, pivot);
            scale(left, right, pivot);
            for (int row = 0; row < size; row++) {
                int factor = left[row][pivot];
                if (row != pivot && factor != 0) {
                    subtract(left[row], left[pivot], factor);
                    subtract(right[row], right[pivot], factor);
                }
            }
        }
        return right;
    }

    /// The row vector `row` times `matrix`.
    static int[] times(int[] row, int[][] matrix) {
        int[] product = new int[matrix[0].length];
        for (int i = 0; i < row.length; i++) {
            subtract(product, matrix[i], row[i]);
        }
        return product;
    }

    private static void bringUpPivot(int[][] left, int[][] right, int pivot) {
        int row = pivot;
        while (row < left.length && left[row][pivot] == 0) {
            row++;
        }
        if (row == left.length) {
            throw new ArithmeticException("singular matrix");
        }
        swap(left, row, pivot);
        swap(right, row, pivot);
    }

    private static void swap(int[][] rows, int a, int b) {
        int[] held = rows[a];
        rows[a] = rows[b];
        rows[b] = held;
    }

    private static void scale(int[][] left, int[][] right, int pivot) {
        int divisor = left[pivot][pivot];
        for (int column = 0; column < left.length; column++) {
            left[pivot][column] = Galois.divide(left[pivot][column], divisor);
            right[pivot][column] = Galois.divide(right[pivot][column], divisor);
        }
    }

    /// target −= factor × source; in this field that is also +=.
    private static void subtract(int[] target, int[] source, int factor) {
        for (int column = 0; column < target.length; column++) {
            target[column] ^= Galois.multiply(factor, source[column]);
        }
    }
}
