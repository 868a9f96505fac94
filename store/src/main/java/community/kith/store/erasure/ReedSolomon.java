package community.kith.store.erasure;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A systematic Reed–Solomon code: shards 0 to k−1 are the data, the further ones are sums of it, any k give all.
///
/// The matrix is a normalised Cauchy matrix over GF(2^8) with polynomial 0x11d, see docs/spec/erasure-coding.md. What a
/// row holds depends on k and its number only, not on n. With k = 1 every shard is a copy. Immutable and thread safe;
/// no method keeps the arrays it is given. Ranges are the same in every array: `offset` and `length` count bytes.
public final class ReedSolomon {
    /// Rows that exist for any k: 0 to 254.
    public static final int MAX_SHARDS = 255;

    private final int k;
    private final int n;
    private final int[][] parityRows;
    private final Coder coder;

    /// 1 ≤ k ≤ n ≤ 255.
    public ReedSolomon(int k, int n) {
        this(k, n, FastestCoder.OURS);
    }

    ReedSolomon(int k, int n, Coder coder) {
        if (k < 1 || n < k || n > MAX_SHARDS) {
            throw new IllegalArgumentException("need 1 ≤ k ≤ n ≤ 255 but k = " + k + ", n = " + n);
        }
        this.k = k;
        this.n = n;
        this.coder = coder;
        this.parityRows = new int[n - k][];
        for (int row = k; row < n; row++) {
            parityRows[row - k] = Matrix.generatorRow(row, k);
        }
    }

    /// How shards are computed in this process by now, for people: the fastest way is found while working.
    public static String implementation() {
        return FastestCoder.OURS.name();
    }

    public int k() {
        return k;
    }

    public int n() {
        return n;
    }

    /// Fills shards k to n−1 from shards 0 to k−1. All n arrays are given.
    public void encode(byte[][] shards, int offset, int length) {
        checkCount(shards, n);
        run(new Sums(parityRows, Arrays.copyOfRange(shards, 0, k), Arrays.copyOfRange(shards, k, n)), offset, length);
    }

    /// Writes any one row, 0 to 254, from the k data shards into `out`: further copies later, or a range for an audit.
    public void encodeRow(int row, byte[][] data, byte[] out, int offset, int length) {
        Objects.checkIndex(row, MAX_SHARDS);
        checkCount(data, k);
        run(new Sums(new int[][] {Matrix.generatorRow(row, k)}, data, new byte[][] {out}), offset, length);
    }

    /// Fills in every missing (null) one of the n shards, in new arrays as long as the present ones. At least k are
    /// there, or it is an IllegalArgumentException.
    public void decode(byte[] @Nullable [] shards, int offset, int length) {
        checkCount(shards, n);
        fill(shards, n, offset, length);
    }

    /// Like decode, but fills in the k data shards only.
    public void decodeData(byte[] @Nullable [] shards, int offset, int length) {
        checkCount(shards, n);
        fill(shards, k, offset, length);
    }

    /// Writes row 0 to 254 into `out` from any k present ones of `shards` (null is missing, index is row): one pass,
    /// and nothing else is filled in. For repair.
    public void rebuild(int row, byte[] @Nullable [] shards, byte[] out, int offset, int length) {
        Objects.checkIndex(row, MAX_SHARDS);
        Present present = present(shards);
        int[] coefficients = Matrix.times(Matrix.generatorRow(row, k), present.inverse());
        run(new Sums(new int[][] {coefficients}, present.shards(), new byte[][] {out}), offset, length);
    }

    private void fill(byte[] @Nullable [] shards, int rows, int offset, int length) {
        int[] missing = missingRows(shards, rows);
        if (missing.length == 0) {
            return;
        }
        Present present = present(shards);
        int[][] inverse = present.inverse();
        int[][] coefficients = new int[missing.length][];
        byte[][] filled = new byte[missing.length][present.shards()[0].length];
        for (int i = 0; i < missing.length; i++) {
            coefficients[i] = Matrix.times(Matrix.generatorRow(missing[i], k), inverse);
        }
        run(new Sums(coefficients, present.shards(), filled), offset, length);
        for (int i = 0; i < missing.length; i++) {
            shards[missing[i]] = filled[i];
        }
    }

    private void run(Sums sums, int offset, int length) {
        sums.requireRange(offset, length);
        coder.run(sums, offset, length);
    }

    private static int[] missingRows(byte[] @Nullable [] shards, int rows) {
        int[] missing = new int[rows];
        int count = 0;
        for (int row = 0; row < rows; row++) {
            if (shards[row] == null) {
                missing[count++] = row;
            }
        }
        return Arrays.copyOf(missing, count);
    }

    /// The first k shards that are there, data first: the more of those, the sparser the sums.
    private Present present(byte[] @Nullable [] shards) {
        int[] rows = new int[k];
        byte[][] found = new byte[k][];
        int count = 0;
        for (int row = 0; row < shards.length && count < k; row++) {
            byte[] shard = shards[row];
            if (shard != null) {
                rows[count] = row;
                found[count++] = shard;
            }
        }
        if (count < k) {
            throw new IllegalArgumentException(count + " shards are there, " + k + " are needed");
        }
        return new Present(k, rows, found);
    }

    private static void checkCount(byte[] @Nullable [] shards, int wanted) {
        if (shards.length != wanted) {
            throw new IllegalArgumentException(shards.length + " shards given instead of " + wanted);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this class
    private record Present(int k, int[] rows, byte[][] shards) {
        /// How the data shards are sums of these.
        int[][] inverse() {
            int[][] matrix = new int[k][];
            for (int i = 0; i < k; i++) {
                matrix[i] = Matrix.generatorRow(rows[i], k);
            }
            return Matrix.inverse(matrix);
        }
    }
}
