package community.kith.sync.log;

import community.kith.base.name.Cid;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Entries as if logs had ended where their owners ended them: so two nodes agree on such a log, whatever either took
/// of
/// it before it heard. For reading only.
public final class EndedEntries implements Entries {
    private static final int PAGE = 512;

    private final Entries entries;
    private final SortedMap<LogId, Long> ends;

    public EndedEntries(Entries entries, SortedMap<LogId, Long> ends) {
        this.entries = entries;
        this.ends = new TreeMap<>(ends);
    }

    @Override
    public SortedMap<LogId, LogState> states() {
        return entries.states().keySet().stream()
                .collect(Collectors.toMap(
                        Function.identity(), this::state, (one, other) -> one, TreeMap<LogId, LogState>::new));
    }

    @Override
    public LogState state(LogId log) {
        LogState state = entries.state(log);
        Long end = ends.get(log);
        return end == null || state.highest() <= end ? state : ended(state, end);
    }

    private LogState ended(LogState state, long end) {
        long position = Math.min(state.position(), end);
        Optional<Cid> head = position == 0
                ? Optional.empty()
                : Optional.of(entries.at(state.log(), position).getFirst().id());
        long highest = position;
        long count = position;
        for (List<Entry> page = beyond(state.log(), position); !page.isEmpty(); page = beyond(state.log(), highest)) {
            highest = page.getLast().sequence();
            count += page.size();
        }
        OptionalLong disputed = state.disputedFrom().stream()
                .filter(from -> from < end
                        || (from == end && entries.at(state.log(), from).size() > 1))
                .findFirst();
        return new LogState(state.log(), position, head, count, highest, disputed);
    }

    /// Some of what comes after a sequence, each sequence with all its rivals.
    private List<Entry> beyond(LogId log, long sequence) {
        List<Entry> page = from(log, sequence + 1, PAGE);
        if (page.size() < PAGE) {
            return page;
        }
        long last = page.getLast().sequence();
        return page.stream().filter(entry -> entry.sequence() < last).toList();
    }

    @Override
    public Optional<Entry> get(Cid id) {
        return entries.get(id).filter(this::counts);
    }

    @Override
    public List<Entry> at(LogId log, long sequence) {
        return entries.at(log, sequence).stream().filter(this::counts).toList();
    }

    @Override
    public List<Entry> from(LogId log, long sequence, int max) {
        return entries.from(log, sequence, max).stream().filter(this::counts).toList();
    }

    @Override
    public void inOrder(Consumer<Entry> consumer) {
        entries.inOrder(entry -> {
            if (counts(entry)) {
                consumer.accept(entry);
            }
        });
    }

    private boolean counts(Entry entry) {
        return entry.sequence() <= ends.getOrDefault(entry.log(), Long.MAX_VALUE);
    }

    @Override
    public void add(Entry entry) {
        throw new UnsupportedOperationException("for reading only");
    }

    @Override
    public void remove(Entry entry) {
        throw new UnsupportedOperationException("for reading only");
    }

    @Override
    public void put(LogState state) {
        throw new UnsupportedOperationException("for reading only");
    }
}
