package community.kith.node.log;

import community.kith.base.name.Cid;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Row;
import community.kith.sync.log.Admission;
import community.kith.sync.log.Entries;
import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import community.kith.sync.log.LogState;
import community.kith.sync.log.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Entries in the ledger. Whoever changes something begins a transaction around it, so that entries and what follows
/// from
/// them are written together; see [#transaction].
public final class StoredEntries implements Entries, EntryKeeper {
    private static final int PAGE = 1024;
    private static final String COLUMNS = "SELECT signed FROM log_entry ";

    private final Database database;

    public StoredEntries(Database database) {
        this.database = database;
    }

    /// Does all of `work` or nothing of it, durably.
    public <T> T transaction(Database.Work<T> work) throws IOException {
        try {
            return database.transaction(work);
        } catch (UncheckedIOException e) {
            throw new IOException("the logs in the ledger: " + e.getMessage(), e);
        }
    }

    @Override
    public Entries shown() {
        return this;
    }

    @Override
    public List<Entry> take(List<Entry> verified) throws IOException {
        return transaction(() -> {
            Admission admission = new Admission(this);
            return verified.stream()
                    .filter(entry -> admission.received(entry) instanceof Outcome.Stored)
                    .toList();
        });
    }

    @Override
    public SortedMap<LogId, LogState> states() {
        SortedMap<LogId, LogState> states = new TreeMap<>();
        reading(() -> database.query("SELECT * FROM log_state ORDER BY log", StoredEntries::state))
                .forEach(state -> states.put(state.log(), state));
        return states;
    }

    @Override
    public LogState state(LogId log) {
        return reading(() -> database.first("SELECT * FROM log_state WHERE log=?", StoredEntries::state, log.bytes()))
                .orElse(LogState.unknown(log));
    }

    @Override
    public Optional<Entry> get(Cid id) {
        return reading(() -> database.first(COLUMNS + "WHERE id=?", StoredEntries::entry, id.bytes()));
    }

    @Override
    public List<Entry> at(LogId log, long sequence) {
        return reading(() -> database.query(
                COLUMNS + "WHERE log=? AND sequence=? ORDER BY id", StoredEntries::entry, log.bytes(), sequence));
    }

    @Override
    public List<Entry> from(LogId log, long sequence, int max) {
        return reading(() -> database.query(
                COLUMNS + "WHERE log=? AND sequence>=? ORDER BY sequence, id LIMIT ?",
                StoredEntries::entry,
                log.bytes(),
                sequence,
                max));
    }

    @Override
    public void inOrder(Consumer<Entry> consumer) {
        List<Entry> page = reading(
                () -> database.query(COLUMNS + "ORDER BY tick, log, sequence, id LIMIT ?", StoredEntries::entry, PAGE));
        while (!page.isEmpty()) {
            page.forEach(consumer);
            Entry last = page.getLast();
            page = reading(() -> database.query(
                    COLUMNS + "WHERE (tick, log, sequence, id) > (?, ?, ?, ?) ORDER BY tick, log, sequence, id LIMIT ?",
                    StoredEntries::entry,
                    last.tick(),
                    last.log().bytes(),
                    last.sequence(),
                    last.id().bytes(),
                    PAGE));
        }
    }

    @Override
    public void add(Entry entry) {
        reading(() -> database.update(
                "INSERT INTO log_entry (log, sequence, id, tick, signed) VALUES (?, ?, ?, ?, ?)",
                entry.log().bytes(),
                entry.sequence(),
                entry.id().bytes(),
                entry.tick(),
                entry.bytes()));
    }

    @Override
    public void remove(Entry entry) {
        reading(() -> database.update(
                "DELETE FROM log_entry WHERE log=? AND sequence=? AND id=?",
                entry.log().bytes(),
                entry.sequence(),
                entry.id().bytes()));
    }

    @Override
    public void put(LogState state) {
        Optional<Long> disputed = state.disputedFrom().stream().boxed().findFirst();
        reading(() -> database.update(
                "INSERT INTO log_state (log, position, head, entries, highest, disputed) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (log) DO UPDATE SET position=excluded.position, head=excluded.head,"
                        + " entries=excluded.entries, highest=excluded.highest, disputed=excluded.disputed",
                state.log().bytes(),
                state.position(),
                state.head().map(Cid::bytes),
                state.entries(),
                state.highest(),
                disputed));
    }

    private static Entry entry(Row row) throws SQLException, ProtocolException {
        return Entry.stored(row.bytes("signed"));
    }

    private static LogState state(Row row) throws SQLException, ProtocolException {
        Optional<byte[]> head = row.optionalBytes("head");
        OptionalLong disputed = row.optionalNumber("disputed");
        return new LogState(
                LogId.of(row.bytes("log")),
                row.number("position"),
                head.isPresent() ? Optional.of(Cid.fromBytes(head.get())) : Optional.empty(),
                row.number("entries"),
                row.number("highest"),
                disputed);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
