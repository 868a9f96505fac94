package community.kith.community.placement;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Brings rows that lie too close together to domains that have none of the segment: how newcomers get filled. Each
/// move takes a row from a domain with two or more to one with none, so moving comes to an end.
final class Spreading {
    private final Eligible eligible;
    private final List<Holder> targets;

    /// A row that a holder in a crowded domain has, and who shall have it instead.
    record Move(int row, Holder from, Holder to) {}

    Spreading(Eligible eligible, List<Holder> targets) {
        this.eligible = eligible;
        this.targets = targets;
    }

    /// The next move for a segment of which every row is trusted; empty when it lies as far apart as it can.
    Optional<Move> next(WatchedSegment segment) {
        SequencedMap<Domain, BitSet> rows = new TreeMap<>();
        segment.eachRow((row, holder) ->
                rows.computeIfAbsent(holder.domain(), absent -> new BitSet()).set(row));
        Optional<Domain> fullest = rows.entrySet().stream()
                .filter(each -> each.getValue().cardinality() > 1)
                .max(Comparator.comparingInt(each -> each.getValue().cardinality()))
                .map(Map.Entry::getKey);
        Optional<Holder> newcomer = targets.stream()
                .filter(holder -> !rows.containsKey(holder.domain()) && holder.isTrusted())
                .filter(holder -> holder.asTarget().freeBytes() >= segment.told.shardBytes())
                .filter(holder -> eligible.mayHold(segment.id(), holder.id()))
                .max(Comparator.comparingDouble(
                                (Holder holder) -> holder.asTarget().availability())
                        .thenComparing(Holder::id));
        if (fullest.isEmpty() || newcomer.isEmpty()) {
            return Optional.empty();
        }
        return segment.soleRowIn(fullest.get()).map(held -> new Move(held.row(), held.holder(), newcomer.get()));
    }
}
