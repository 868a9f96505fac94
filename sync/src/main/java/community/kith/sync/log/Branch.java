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

/// What counts of a forked log.
///
/// @param disputedFrom where it is forked
/// @param settled the entries from there on that the owner stands by; none while nobody has settled it
record Branch(long disputedFrom, Optional<SortedSet<Cid>> settled) {
    Standing standing(Entry entry) {
        if (entry.sequence() < disputedFrom) {
            return Standing.SOUND;
        }
        return settled.map(kept -> kept.contains(entry.id()) ? Standing.SOUND : Standing.ABANDONED)
                .orElse(Standing.DISPUTED);
    }

    /// Of every log that is forked.
    static SortedMap<LogId, Branch> disputed(Entries entries, Collection<Settlement> settlements) {
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
                branches.put(log, new Branch(from, kept));
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
