package community.kith.store.erasure;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A systematic Reed–Solomon code: shards 0 to k−1 are the data, the further ones are sums of it, any k give all.
///
/// The matrix is a normalised Cauchy matrix over GF(2^8) with polynomial 0x11d, see docs/spec/erasure-coding.md. What a
/// row holds depends on k and its number only, not on n. With k = 1 every shard is a copy. Thread safe; no method keeps
/// the arrays it is given. Ranges are the same in every array: `offset` and `length` count bytes.
public final class ReedSolomon {
    /// Rows that exist for any k: 0 to 254.
    public static final int MAX_SHARDS = 255;

    private final int k;
    private final int n;
    private final int[][] parityRows;
    private final Coder coder;
    private volatile Recipe last = Recipe.NONE;

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
    /// and
    /// nothing else is filled in. For repair.
    public void rebuild(int row, byte[] @Nullable [] shards, byte[] out, int offset, int length) {
        Objects.checkIndex(row, MAX_SHARDS);
        combine(shards, new int[] {row}, new byte[][] {out}, offset, length);
    }

    /// Like decode, into arrays that the caller has: wherever shard r is missing and `into[r]` is not null, it is
    /// filled.
    public void recover(byte[] @Nullable [] shards, byte[] @Nullable [] into, int offset, int length) {
        checkCount(shards, n);
        checkCount(into, n);
        int[] wanted = new int[n];
        byte[][] filled = new byte[n][];
        int count = 0;
        for (int row = 0; row < n; row++) {
            byte[] out = into[row];
            if (shards[row] == null && out != null) {
                wanted[count] = row;
                filled[count++] = out;
            }
        }
        if (count > 0) {
            combine(shards, Arrays.copyOf(wanted, count), Arrays.copyOf(filled, count), offset, length);
        }
    }

    /// Losses seldom differ from one segment to the next, so what they come to is kept.
    private void combine(byte[] @Nullable [] shards, int[] wanted, byte[][] outputs, int offset, int length) {
        int[] present = present(shards);
        Recipe recipe = last;
        if (!recipe.isFor(present, wanted)) {
            recipe = Recipe.of(k, present, wanted);
            last = recipe;
        }
        byte[][] inputs = new byte[k][];
        for (int i = 0; i < k; i++) {
            inputs[i] = Objects.requireNonNull(shards[present[i]]);
        }
        run(new Sums(recipe.coefficients(), inputs, outputs), offset, length);
    }

    private void fill(byte[] @Nullable [] shards, int rows, int offset, int length) {
        byte[] first = Objects.requireNonNull(shards[present(shards)[0]]);
        byte[] @Nullable [] into = new byte[n][];
        for (int row = 0; row < rows; row++) {
            into[row] = shards[row] == null ? new byte[first.length] : null;
        }
        recover(shards, into, offset, length);
        for (int row = 0; row < rows; row++) {
            if (into[row] != null) {
                shards[row] = into[row];
            }
        }
    }

    private void run(Sums sums, int offset, int length) {
        sums.requireRange(offset, length);
        coder.run(sums, offset, length);
    }

    /// The rows of the first k shards that are there, data first: the more of those, the sparser the sums.
    private int[] present(byte[] @Nullable [] shards) {
        int[] rows = new int[k];
        int count = 0;
        for (int row = 0; row < shards.length && count < k; row++) {
            if (shards[row] != null) {
                rows[count++] = row;
            }
        }
        if (count < k) {
            throw new IllegalArgumentException(count + " shards are there, " + k + " are needed");
        }
        return rows;
    }

    private static void checkCount(byte[] @Nullable [] shards, int wanted) {
        if (shards.length != wanted) {
            throw new IllegalArgumentException(shards.length + " shards given instead of " + wanted);
        }
    }
}
