package community.kith.store.erasure;

/// What a tile is made for.
///
/// @param adds whether sums are added to what the outputs hold, or replace it
/// @param onesRow whether the first row has only ones, which need no lookup; the generator's row k has
/// @param onesColumn whether the first column has only ones; the generator's rows from k on have
record TileShape(int columns, int rows, boolean adds, boolean onesRow, boolean onesColumn) {
    static TileShape of(Sums sums, boolean adds) {
        boolean onesRow = true;
        for (int coefficient : sums.rows()[0]) {
            onesRow &= coefficient == 1;
        }
        boolean onesColumn = true;
        for (int[] row : sums.rows()) {
            onesColumn &= row[0] == 1;
        }
        return new TileShape(sums.columns(), sums.rows().length, adds, onesRow, onesColumn);
    }

    boolean isOne(int row, int column) {
        return (onesRow && row == 0) || (onesColumn && column == 0);
    }
}
