package community.kith.sync.log;

import community.kith.base.name.Cid;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What counts of a log that is forked or was ended.
///
/// @param disputedFrom where it is forked; beyond all entries when it is not
/// @param settled the entries from there on that the owner stands by; none while nobody has settled it
/// @param end the last sequence that counts; beyond all entries when it was not ended
record Branch(long disputedFrom, Optional<SortedSet<Cid>> settled, long end) {
    private static final long NEVER = Long.MAX_VALUE;

    Standing standing(Entry entry) {
        if (entry.sequence() > end) {
            return Standing.ABANDONED;
        }
        if (entry.sequence() < disputedFrom) {
            return Standing.SOUND;
        }
        return settled.map(kept -> kept.contains(entry.id()) ? Standing.SOUND : Standing.ABANDONED)
                .orElse(Standing.DISPUTED);
    }

    /// Of every log that is forked or was ended.
    static SortedMap<LogId, Branch> disputed(Entries entries, Rulings rulings) {
        SortedMap<LogId, Branch> branches = forked(entries, rulings.settlements());
        rulings.ends().forEach((log, end) -> {
            Branch branch = branches.getOrDefault(log, new Branch(NEVER, Optional.empty(), NEVER));
            branches.put(log, new Branch(branch.disputedFrom, branch.settled, end));
        });
        return branches;
    }

    private static SortedMap<LogId, Branch> forked(Entries entries, Collection<Settlement> settlements) {
        SortedMap<LogId, Branch> branches = new TreeMap<>();
        entries.states().forEach((log, state) -> {
            if (state.isForked()) {
                long from = state.disputedFrom().getAsLong();
                Optional<SortedSet<Cid>> kept = settlements.stream()
                        .filter(settlement -> settlement.log().equals(log))
                        .map(settlement -> kept(entries, settlement, from))
                        .reduce((one, other) -> {
                            one.retainAll(other);
                            return one;
                        });
                branches.put(log, new Branch(from, kept, NEVER));
            }
        });
        return branches;
    }

    /// The entry that was chosen, those it follows, and those that follow it as long as only one does.
    private static SortedSet<Cid> kept(Entries entries, Settlement settlement, long from) {
        SortedSet<Cid> kept = new TreeSet<>();
        Optional<Entry> chosen =
                entries.get(settlement.branch()).filter(entry -> entry.log().equals(settlement.log()));
        Optional<Entry> back = chosen;
        while (back.isPresent()
                && back.get().sequence() >= from
                && kept.add(back.get().id())) {
            back = back.get().previous().flatMap(entries::get);
        }
        Deque<Entry> tip = new ArrayDeque<>(chosen.stream().toList());
        while (!tip.isEmpty()) {
            Entry entry = tip.pop();
            kept.add(entry.id());
            List<Entry> next = entries.at(settlement.log(), entry.sequence() + 1).stream()
                    .filter(one -> one.follows(entry) && one.tick() > entry.tick())
                    .toList();
            if (next.size() == 1) {
                tip.push(next.getFirst());
            }
        }
        return kept;
    }
}
