package community.kith.community.placement;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// How the rows of one segment lie over failure domains. Owned by the method that made it.
final class Spread {
    private static final double ROUNDING = 1e-9;

    private final SequencedMap<Domain, BitSet> rowsIn = new LinkedHashMap<>();
    /// In how many domains each row is.
    private int[] copies = new int[32];

    private int rows;

    static Spread of(Collection<Held> held) {
        Spread spread = new Spread();
        held.forEach(shard -> spread.add(shard.row(), shard.domain()));
        return spread;
    }

    void add(int row, Domain domain) {
        BitSet inDomain = rowsIn.computeIfAbsent(domain, absent -> new BitSet());
        if (inDomain.get(row)) {
            return;
        }
        inDomain.set(row);
        if (row >= copies.length) {
            copies = Arrays.copyOf(copies, row + 32);
        }
        rows += copies[row]++ == 0 ? 1 : 0;
    }

    /// The losses are exact when every row lies in one domain, and never promise too much otherwise (the exact worst
    /// case is NP-hard to find: it is minimum k-union). Two arguments are tried, and either will do.
    Survival survival(int k) {
        int losses = rows < k ? -1 : Math.max(lossesByCharge(k), lossesBySize(k));
        return new Survival(rows, rowsIn.size(), losses);
    }

    /// A row in m domains is lost only with all m, so each of them is charged 1/m of it: so many domains take no more
    /// rows than the sum of the highest charges.
    private int lossesByCharge(int k) {
        double[] charges =
                rowsIn.values().stream().mapToDouble(this::charge).sorted().toArray();
        double taken = 0;
        int losses = 0;
        for (int i = charges.length - 1; i >= 0; i--) {
            taken += charges[i];
            if (rows - Math.floor(taken + ROUNDING) < k) {
                break;
            }
            losses++;
        }
        return losses;
    }

    /// A domain with k rows gives the segment back alone, so all but one of those may vanish.
    private int lossesBySize(int k) {
        int sufficient = -1;
        for (BitSet inDomain : rowsIn.values()) {
            sufficient += inDomain.cardinality() >= k ? 1 : 0;
        }
        return sufficient;
    }

    /// Whether no domain has two rows, so that losing one loses one row at most.
    boolean isApart() {
        return rowsIn.values().stream().allMatch(inDomain -> inDomain.cardinality() < 2);
    }

    List<Integer> absentRows(Shape shape) {
        return IntStream.range(0, shape.n())
                .filter(row -> copies(row) == 0)
                .boxed()
                .toList();
    }

    /// The row of which one more copy helps most: one that nobody has, or else one that few have, from the fullest
    /// domain.
    int mostHelpful(Shape shape) {
        return IntStream.range(0, shape.n()).boxed().min(moreHelpful()).orElseThrow();
    }

    /// How many domains it takes until the shape is durable. Each is new and takes a row that nobody has or, when there
    /// is none left, second copies of k rows, and so gives the segment back alone. Spends this spread.
    int missingHolders(Shape shape) {
        int missing = 0;
        while (survival(shape.k()).losses() < shape.lossesForDurable()) {
            missing++;
            Domain newcomer = new Domain("newcomer " + missing);
            List<Integer> helpful = IntStream.range(0, shape.n())
                    .boxed()
                    .sorted(moreHelpful())
                    .limit(rows < shape.n() ? 1 : shape.k())
                    .toList();
            helpful.forEach(row -> add(row, newcomer));
        }
        return missing;
    }

    private Comparator<Integer> moreHelpful() {
        return Comparator.comparingInt(this::copies)
                .thenComparingDouble((Integer row) -> -fullest(row))
                .thenComparing(Comparator.naturalOrder());
    }

    private int copies(int row) {
        return row < copies.length ? copies[row] : 0;
    }

    private double charge(BitSet inDomain) {
        double charge = 0;
        for (int row = inDomain.nextSetBit(0); row >= 0; row = inDomain.nextSetBit(row + 1)) {
            charge += 1.0 / copies[row];
        }
        return charge;
    }

    /// The charge of the fullest domain that has this row.
    private double fullest(int row) {
        return rowsIn.values().stream()
                .filter(inDomain -> inDomain.get(row))
                .mapToDouble(this::charge)
                .max()
                .orElse(0);
    }
}
