package community.kith.sync.log;

import community.kith.base.name.Cid;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/// The entries held here: in memory, or in a database whose transaction the caller has begun. Only [Admission] writes
/// to it.
public interface Entries {
    /// How many contradicting entries with one sequence are kept; more would prove nothing more.
    int MAX_RIVALS = 4;

    /// Every log that something is held of.
    SortedMap<LogId, LogState> states();

    /// How a log stands, which may be [LogState#unknown].
    LogState state(LogId log);

    Optional<Entry> get(Cid id);

    /// All entries with that place in that log, ordered by name: one, unless the device contradicts itself.
    List<Entry> at(LogId log, long sequence);

    /// The entries of a log from a sequence on, in order of sequence and name.
    ///
    /// @param max how many at most
    List<Entry> from(LogId log, long sequence, int max);

    /// All entries, one after another in [Entry#ORDER].
    void inOrder(Consumer<Entry> consumer);

    void add(Entry entry);

    void remove(Entry entry);

    void put(LogState state);
}
