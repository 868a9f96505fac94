package community.kith.sync.log;

import community.kith.base.name.Cid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Entries that are gone when the process is. One thread's.
public final class MemoryEntries implements Entries {
    private final SortedMap<LogId, LogState> states = new TreeMap<>();
    private final Map<LogId, NavigableMap<Long, List<Entry>>> logs = new HashMap<>();
    private final Map<Cid, Entry> byId = new HashMap<>();
    private final TreeSet<Entry> ordered = new TreeSet<>(Entry.ORDER);

    /// None yet.
    public MemoryEntries() {}

    @Override
    public SortedMap<LogId, LogState> states() {
        return Collections.unmodifiableSortedMap(states);
    }

    @Override
    public LogState state(LogId log) {
        LogState state = states.get(log);
        return state == null ? LogState.unknown(log) : state;
    }

    @Override
    public Optional<Entry> get(Cid id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public List<Entry> at(LogId log, long sequence) {
        return List.copyOf(log(log).getOrDefault(sequence, List.of()));
    }

    @Override
    public List<Entry> from(LogId log, long sequence, int max) {
        return log(log).tailMap(sequence, true).values().stream()
                .flatMap(List::stream)
                .limit(max)
                .toList();
    }

    @Override
    public void inOrder(Consumer<Entry> consumer) {
        ordered.forEach(consumer);
    }

    @Override
    public void add(Entry entry) {
        byId.put(entry.id(), entry);
        ordered.add(entry);
        List<Entry> rivals = log(entry.log()).computeIfAbsent(entry.sequence(), sequence -> new ArrayList<>(1));
        rivals.add(entry);
        rivals.sort((one, other) -> one.id().compareTo(other.id()));
    }

    @Override
    public void remove(Entry entry) {
        byId.remove(entry.id());
        ordered.remove(entry);
        List<Entry> rivals = log(entry.log()).get(entry.sequence());
        if (rivals != null && rivals.remove(entry) && rivals.isEmpty()) {
            log(entry.log()).remove(entry.sequence());
        }
    }

    @Override
    public void put(LogState state) {
        states.put(state.log(), state);
    }

    private NavigableMap<Long, List<Entry>> log(LogId log) {
        return logs.computeIfAbsent(log, id -> new TreeMap<>());
    }
}
