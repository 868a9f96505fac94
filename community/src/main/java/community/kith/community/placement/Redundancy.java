package community.kith.community.placement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.DoublePredicate;

/// How many shards to make, from who could hold them, how often each of them can be reached and how long each will
/// stay.
///
/// Failure domains are counted, not devices: shards that vanish together are no help to each other.
public record Redundancy(Target target) {
    /// What we believe of a holder that nobody has watched yet.
    public static final double PRIOR = 0.9;

    /// More shards than this cost more in bookkeeping than they add in safety.
    public static final int MAX_SHARDS = 20;

    /// Copies of what is too small to code, when there are holders enough.
    public static final int MIN_COPIES = 3;

    /// Where even copies at everybody are out of reach too often, as when all sleep at night, a shape may be out of
    /// reach so much longer for being so much smaller.
    private static final double HARDLY_WORSE = 1.2;

    public static final Redundancy DEFAULT = new Redundancy(Target.DEFAULT);

    /// What was chosen, and what it is worth.
    ///
    /// @param unavailability the part of the time in which it cannot be read
    /// @param lostInARow the chance that it does not outlive [Target#lossesInARow]
    /// @param meetsTarget false when even one copy at everybody is out of reach too often
    /// @param reasoning the choice and its arithmetic in a few sentences
    public record Choice(Shape shape, double unavailability, double lostInARow, boolean meetsTarget, String reasoning) {
        public int k() {
            return shape.k();
        }

        public int n() {
            return shape.n();
        }
    }

    /// For content that is coded: as many shards as there are domains (up to [#MAX_SHARDS]) and, for the least space,
    /// the largest k that meets the target and leaves two losses to spare. When none does, a copy at everybody, or the
    /// largest k that is hardly worse than that. Takes some microseconds.
    public static Choice choose(Target target, Collection<Candidate> candidates) {
        return new Redundancy(target).choose(candidates);
    }

    /// The part of the time that fewer than `k` of `n` holders can be reached, the holders coming and going
    /// independently and each there for the same part of the time: Σ_{i<k} C(n,i) pⁱ(1−p)ⁿ⁻ⁱ.
    public static double unavailability(Shape shape, double availability) {
        return Chances.of(Collections.nCopies(shape.n(), Odds.steady(availability)))
                .unavailability(shape.k());
    }

    /// See [#choose(Target, Collection)].
    public Choice choose(Collection<Candidate> candidates) {
        return chooseAmong(domains(candidates, 0));
    }

    /// The same for these and for as many who are expected as make up a number of domains.
    public Choice choose(Collection<Candidate> candidates, int atLeast) {
        return chooseAmong(domains(candidates, atLeast));
    }

    /// What a shape is worth that somebody else chose.
    public Choice fixed(Shape shape, Collection<Candidate> candidates, int atLeast) {
        List<Odds> holders = domains(candidates, atLeast);
        return choice(shape, Chances.of(typical(holders, shape.n())), holders);
    }

    /// The same for so many domains of which nothing was seen yet.
    public Choice choose(int holders) {
        return chooseAmong(unseen(holders));
    }

    private Choice chooseAmong(List<Odds> holders) {
        int n = Math.clamp(holders.size(), 1, MAX_SHARDS);
        Chances chances = Chances.of(typical(holders, n));
        int most = Math.max(1, n - Shape.WANTED_LOSSES);
        double best = chances.unavailability(1);
        int k = target.allows(best)
                ? largest(most, chances, target::allows)
                : largest(most, chances, unavailability -> unavailability <= best * HARDLY_WORSE);
        return choice(new Shape(k, n), chances, holders);
    }

    private int largest(int most, Chances chances, DoublePredicate isReadable) {
        int k = most;
        while (k > 1
                && !(isReadable.test(chances.unavailability(k))
                        && target.allows(chances.lostInARow(k, target.lossesInARow())))) {
            k--;
        }
        return k;
    }

    /// For what is too small to code: the fewest copies that meet the target, at least [#MIN_COPIES] when there are so
    /// many domains.
    public Choice chooseCopies(Collection<Candidate> candidates) {
        return copiesAmong(domains(candidates, 0));
    }

    /// The same for these and for as many who are expected as make up a number of domains.
    public Choice chooseCopies(Collection<Candidate> candidates, int atLeast) {
        return copiesAmong(domains(candidates, atLeast));
    }

    /// The same for so many domains of which nothing was seen yet.
    public Choice chooseCopies(int holders) {
        return copiesAmong(unseen(holders));
    }

    private Choice copiesAmong(List<Odds> holders) {
        int most = Math.clamp(holders.size(), 1, MAX_SHARDS);
        int n = Math.min(MIN_COPIES, most);
        while (n < most && !target.allows(Chances.of(typical(holders, n)).unavailability(1))) {
            n++;
        }
        return copies(n, holders);
    }

    /// For a manifest, which is copied and not coded: no shorter-lived than the content it describes. Enough copies
    /// that one is left after as many losses as the content survives, and enough to be reachable as often.
    public Choice chooseManifestCopies(Shape content, Collection<Candidate> candidates, int atLeast) {
        return manifestCopiesAmong(content, domains(candidates, atLeast));
    }

    /// The same for so many domains of which nothing was seen yet.
    public Choice chooseManifestCopies(Shape content, int holders) {
        return manifestCopiesAmong(content, unseen(holders));
    }

    private Choice manifestCopiesAmong(Shape content, List<Odds> holders) {
        int most = Math.clamp(holders.size(), 1, MAX_SHARDS);
        int n = Math.max(content.spare() + 1, copiesAmong(holders).n());
        return copies(Math.min(n, most), holders);
    }

    private Choice copies(int n, List<Odds> holders) {
        return choice(new Shape(1, n), Chances.of(typical(holders, n)), holders);
    }

    private Choice choice(Shape shape, Chances chances, List<Odds> holders) {
        double unavailability = chances.unavailability(shape.k());
        double lost = chances.lostInARow(shape.k(), target.lossesInARow());
        boolean meets = target.allows(unavailability) && !holders.isEmpty();
        String reasoning = new Reasoning(shape, target, unavailability, lost, meets)
                .about(typical(holders, shape.n()), !holders.isEmpty());
        return new Choice(shape, unavailability, lost, meets, reasoning);
    }

    private static List<Odds> unseen(int holders) {
        return Collections.nCopies(Math.max(0, holders), Odds.steady(PRIOR));
    }

    /// One for each domain, the best first. Of several devices in a domain the one that is there least counts, since
    /// the lot may fall on it.
    ///
    /// @param atLeast so many there shall be, those of whom nothing is known filling up
    private static List<Odds> domains(Collection<Candidate> candidates, int atLeast) {
        SequencedMap<Domain, Odds> domains = new TreeMap<>();
        candidates.forEach(candidate -> domains.merge(
                candidate.domain(),
                candidate.odds(),
                (one, other) -> one.availability() <= other.availability() ? one : other));
        List<Odds> odds = new ArrayList<>(domains.values());
        odds.addAll(unseen(atLeast - odds.size()));
        odds.sort(Comparator.comparingDouble(Odds::availability).reversed());
        return odds;
    }

    /// Those n on whom the lot may fall: of each n-th part of all, ordered by how often they are there, the last.
    private static List<Odds> typical(List<Odds> holders, int n) {
        if (holders.isEmpty()) {
            return Collections.nCopies(n, Odds.steady(PRIOR));
        }
        List<Odds> typical = new ArrayList<>(n);
        for (int part = 1; part <= n; part++) {
            int last = (int) ((long) part * holders.size() / n) - 1;
            typical.add(last < 0 ? Odds.steady(0) : holders.get(last));
        }
        return typical;
    }
}
