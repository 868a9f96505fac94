package community.kith.sync.log;

import community.kith.base.name.Cid;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Puts entries into a set and keeps the books about it. Gaps do not hold anything up: an entry that comes before its
/// predecessor is kept where it belongs.
///
/// What is kept, and every [LogState], depends on which entries came and not on their order: of more than
/// [Entries#MAX_RIVALS] with one place those with the lowest names stay.
public final class Admission {
    private final Entries entries;

    public Admission(Entries entries) {
        this.entries = entries;
    }

    /// Takes what this device has written.
    public Outcome written(Entry entry) {
        return admit(entry, Kind.LOCAL);
    }

    /// Takes what came from elsewhere.
    public Outcome received(Entry entry) {
        return admit(entry, kind(entry, entries.state(entry.log())));
    }

    private static Kind kind(Entry entry, LogState state) {
        if (entry.sequence() <= state.highest()) {
            return Kind.BACKFILL;
        }
        return entry.sequence() == state.highest() + 1 ? Kind.NEW : Kind.OUTLIER;
    }

    private Outcome admit(Entry entry, Kind kind) {
        List<Entry> rivals = entries.at(entry.log(), entry.sequence());
        if (rivals.contains(entry)) {
            return new Outcome.Known(entry);
        }
        Optional<Entry> dropped = Optional.empty();
        if (rivals.size() >= Entries.MAX_RIVALS) {
            Entry last = rivals.getLast();
            if (last.id().compareTo(entry.id()) < 0) {
                return new Outcome.Superfluous(entry);
            }
            dropped = Optional.of(last);
        }
        Optional<ForkProof> proof = proof(entry, rivals);
        dropped.ifPresent(entries::remove);
        entries.add(entry);
        entries.put(after(entry, entries.state(entry.log()), dropped.isPresent()));
        return new Outcome.Stored(entry, kind, proof, dropped);
    }

    /// A contradiction between the entry and one beside it, if there is any.
    private Optional<ForkProof> proof(Entry entry, List<Entry> rivals) {
        List<Entry> parents = entries.at(entry.log(), entry.sequence() - 1);
        Stream<Entry> before =
                parents.stream().anyMatch(entry::follows) ? parents.stream().filter(entry::follows) : parents.stream();
        Stream<Entry> after = entries.at(entry.log(), entry.sequence() + 1).stream()
                .filter(child -> rivals.stream().noneMatch(child::follows));
        return Stream.of(rivals.stream(), before, after)
                .flatMap(beside -> beside)
                .flatMap(beside -> ForkProof.of(beside, entry).stream())
                .findFirst();
    }

    private LogState after(Entry added, LogState before, boolean oneDropped) {
        LogId log = added.log();
        OptionalLong disputedFrom = disputedFrom(added, before.disputedFrom());
        long position = before.position();
        if (disputedFrom.isPresent()) {
            position = Math.min(position, disputedFrom.getAsLong() - 1);
        }
        position = extended(log, position, disputedFrom);
        Optional<Cid> head = position == 0
                ? Optional.empty()
                : Optional.of(entries.at(log, position).getFirst().id());
        long count = before.entries() + (oneDropped ? 0 : 1);
        return new LogState(log, position, head, count, Math.max(before.highest(), added.sequence()), disputedFrom);
    }

    /// The lowest sequence with a contradiction, after a change at the place of `added`: only what stands there and
    /// right
    /// before can have become one, or ceased to be.
    private OptionalLong disputedFrom(Entry added, OptionalLong before) {
        long here = added.sequence();
        Stream<Long> untouched = before.stream().boxed().filter(sequence -> sequence != here && sequence != here - 1);
        Stream<Long> touched = Stream.of(here - 1, here).filter(sequence -> isDisputed(added.log(), sequence));
        return Stream.concat(untouched, touched).mapToLong(Long::longValue).min();
    }

    /// Whether there are two at this place, or one after it that follows none of it, or not honestly.
    private boolean isDisputed(LogId log, long sequence) {
        List<Entry> here = entries.at(log, sequence);
        if (here.size() != 1) {
            return !here.isEmpty();
        }
        return entries.at(log, sequence + 1).stream()
                .anyMatch(next -> ForkProof.of(here.getFirst(), next).isPresent());
    }

    private long extended(LogId log, long position, OptionalLong disputedFrom) {
        long limit = disputedFrom.orElse(Long.MAX_VALUE);
        long end = position;
        while (end + 1 < limit && !entries.at(log, end + 1).isEmpty()) {
            end++;
        }
        return end;
    }
}
