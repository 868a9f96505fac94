package community.kith.community.placement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// When a segment is expected to be lost, if nobody did anything: domains go one after the other, the shortest-lived
/// first, each after the time in which any of those left is expected to go.
final class LossClock {
    private static final double LEAST_PER_DAY = 1e-9;

    private final SequencedMap<Domain, Going> domains = new LinkedHashMap<>();

    private static final class Going {
        final BitSet rows = new BitSet();
        double perDay = Double.MAX_VALUE;
    }

    /// How many days are expected to pass until fewer than k rows are left; 0 when there are no more now.
    static double daysLeft(WatchedSegment segment, RepairPolicy policy, Instant now) {
        LossClock clock = new LossClock();
        segment.eachRow((row, holder) -> clock.add(row, holder.domain(), holder.lossesPerDay(policy, now)));
        return clock.daysUntilFewerThan(segment.shape().k());
    }

    void add(int row, Domain domain, double perDay) {
        Going going = domains.computeIfAbsent(domain, absent -> new Going());
        going.rows.set(row);
        going.perDay = Math.min(going.perDay, perDay);
    }

    double daysUntilFewerThan(int k) {
        List<Going> left = new ArrayList<>(domains.values());
        left.sort(Comparator.comparingDouble(going -> going.perDay));
        double days = 0;
        while (rows(left) >= k) {
            days += 1
                    / Math.max(
                            LEAST_PER_DAY,
                            left.stream().mapToDouble(going -> going.perDay).sum());
            left.removeLast();
        }
        return days;
    }

    private static int rows(List<Going> domains) {
        BitSet rows = new BitSet();
        domains.forEach(going -> rows.or(going.rows));
        return rows.cardinality();
    }
}
