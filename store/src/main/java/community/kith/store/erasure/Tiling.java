package community.kith.store.erasure;

import java.util.ArrayList;
import java.util.List;

/// How sums are cut into parts that a [Tile] can do: few enough coefficients that their tables stay in registers.
final class Tiling {
    /// Two tables each, of the 32 registers that AVX-512 has. More were measured at a third of the speed; with 16
    /// registers the processor reads some from its nearest cache, which costs less than more tiles would.
    private static final int MAX_COEFFICIENTS = 12;

    private static final int MAX_SIDE = 4;

    private Tiling() {}

    /// @param sums the tile's own part
    record Part(TileShape shape, Sums sums) {}

    /// In the order they have to be done: the first inputs' part of a row replaces what was there, the others add.
    static List<Part> of(Sums sums) {
        int columnGroups = groups(sums.columns(), MAX_SIDE);
        int widest = Math.ceilDiv(sums.columns(), columnGroups);
        int rows = sums.rows().length;
        int rowGroups = groups(rows, Math.min(MAX_SIDE, MAX_COEFFICIENTS / widest));
        List<Part> parts = new ArrayList<>(columnGroups * rowGroups);
        for (int r = 0; r < rowGroups; r++) {
            for (int c = 0; c < columnGroups; c++) {
                Sums part = sums.part(
                        rows * r / rowGroups,
                        rows * (r + 1) / rowGroups,
                        sums.columns() * c / columnGroups,
                        sums.columns() * (c + 1) / columnGroups);
                parts.add(new Part(TileShape.of(part, c > 0), part));
            }
        }
        return parts;
    }

    private static int groups(int count, int largest) {
        return Math.ceilDiv(count, largest);
    }
}
