package community.kith.store.erasure;

import java.util.Arrays;
import java.util.Objects;

/// What is to be computed, byte by byte: output r becomes the sum over j of `rows[r][j]` × input j in GF(2^8).
///
/// No array is copied; outputs and inputs are different arrays.
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this package
record Sums(int[][] rows, byte[][] inputs, byte[][] outputs) {
    int columns() {
        return inputs.length;
    }

    /// Refuses a range that is not within every array: some coders work on memory that does not check.
    void requireRange(int offset, int length) {
        for (byte[] input : inputs) {
            Objects.checkFromIndexSize(offset, length, input.length);
        }
        for (byte[] output : outputs) {
            Objects.checkFromIndexSize(offset, length, output.length);
        }
    }

    /// The part that some inputs have in some outputs. Ends are exclusive.
    Sums part(int fromRow, int toRow, int fromColumn, int toColumn) {
        int[][] part = new int[toRow - fromRow][];
        for (int row = fromRow; row < toRow; row++) {
            part[row - fromRow] = Arrays.copyOfRange(rows[row], fromColumn, toColumn);
        }
        return new Sums(
                part, Arrays.copyOfRange(inputs, fromColumn, toColumn), Arrays.copyOfRange(outputs, fromRow, toRow));
    }
}
