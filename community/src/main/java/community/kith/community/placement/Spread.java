package community.kith.community.placement;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// How the rows of one segment lie over failure domains. Owned by the method that made it.
final class Spread {
    private static final double ROUNDING = 1e-9;

    private final NavigableMap<Integer, NavigableSet<Domain>> domainsOf = new TreeMap<>();

    static Spread of(Collection<Held> held) {
        Spread spread = new Spread();
        held.forEach(shard -> spread.add(shard.row(), shard.domain()));
        return spread;
    }

    void add(int row, Domain domain) {
        domainsOf.computeIfAbsent(row, absent -> new TreeSet<>()).add(domain);
    }

    /// The losses are exact when every row lies in one domain, and never promise too much otherwise (the exact worst
    /// case is NP-hard to find: it is minimum k-union). Two arguments are tried, and either will do.
    Survival survival(int k) {
        NavigableMap<Domain, Double> charges = charges();
        int losses = domainsOf.size() < k ? -1 : Math.max(lossesByCharge(k, charges), lossesBySize(k));
        return new Survival(domainsOf.size(), charges.size(), losses);
    }

    /// A row in m domains is lost only with all m, so each of them is charged 1/m of it: so many domains take no more
    /// rows than the sum of the highest charges.
    private int lossesByCharge(int k, NavigableMap<Domain, Double> charges) {
        double taken = 0;
        int losses = 0;
        for (double charge :
                charges.values().stream().sorted(Comparator.reverseOrder()).toList()) {
            taken += charge;
            if (domainsOf.size() - Math.floor(taken + ROUNDING) < k) {
                break;
            }
            losses++;
        }
        return losses;
    }

    /// A domain with k rows gives the segment back alone, so all but one of those may vanish.
    private int lossesBySize(int k) {
        NavigableMap<Domain, Integer> sizes = new TreeMap<>();
        domainsOf.values().forEach(domains -> domains.forEach(domain -> sizes.merge(domain, 1, Integer::sum)));
        return (int) sizes.values().stream().filter(size -> size >= k).count() - 1;
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
            List<Integer> rows = IntStream.range(0, shape.n())
                    .boxed()
                    .sorted(moreHelpful())
                    .limit(domainsOf.size() < shape.n() ? 1 : shape.k())
                    .toList();
            rows.forEach(row -> add(row, newcomer));
        }
        return missing;
    }

    private Comparator<Integer> moreHelpful() {
        NavigableMap<Domain, Double> charges = charges();
        return Comparator.comparingInt((Integer row) -> domains(row).size())
                .thenComparingDouble(row ->
                        -domains(row).stream().mapToDouble(charges::get).max().orElse(0))
                .thenComparing(Comparator.naturalOrder());
    }

    private NavigableSet<Domain> domains(int row) {
        return domainsOf.getOrDefault(row, new TreeSet<>());
    }

    private NavigableMap<Domain, Double> charges() {
        NavigableMap<Domain, Double> charges = new TreeMap<>();
        for (NavigableSet<Domain> domains : domainsOf.values()) {
            domains.forEach(domain -> charges.merge(domain, 1.0 / domains.size(), Double::sum));
        }
        return charges;
    }
}
