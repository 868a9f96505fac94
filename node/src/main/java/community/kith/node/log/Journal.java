package community.kith.node.log;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.SigningKey;
import community.kith.community.fact.BranchSettled;
import community.kith.community.fact.DeviceDelegated;
import community.kith.community.fact.Fact;
import community.kith.community.identity.Delegation;
import community.kith.node.ledger.Database;
import community.kith.sync.log.Admission;
import community.kith.sync.log.EndedEntries;
import community.kith.sync.log.Entries;
import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import community.kith.sync.log.LogState;
import community.kith.sync.log.Outcome;
import community.kith.sync.log.Reading;
import community.kith.sync.log.Rulings;
import community.kith.sync.log.Settlement;
import community.kith.sync.log.Ticks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The logs that this node follows, its own among them, and the views that follow from those. All of it changes in
/// transactions of the ledger, whose lock guards what is kept in memory.
public final class Journal implements Saying, EntryKeeper {
    private final Database database;
    private final StoredEntries entries;
    private final LogId me;
    private final OwnLog own;
    private final Rooms rooms;
    private final Verdicts verdicts;
    private final DevicesView devices;
    private final BondsView bonds;
    private final Shown shown;
    private final InstantSource clock;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    /// Whether somebody was asked since the start how far this device's log goes.
    private boolean positionKnown;

    /// Hears of entries that are new here, after they were written down.
    @FunctionalInterface
    public interface Listener {
        void heard(List<Entry> news) throws IOException;
    }

    private Journal(Database database, SigningKey device, Room room, InstantSource clock) throws IOException {
        this.database = database;
        this.entries = new StoredEntries(database);
        this.me = LogId.of(device.verifyingKey());
        this.own = new OwnLog(device, new Ticks(latestTick(database, me)));
        Tables tables = new Tables(database);
        this.verdicts = new Verdicts(tables);
        this.devices = new DevicesView(tables, verdicts);
        this.bonds = new BondsView(tables, verdicts);
        this.rooms = new Rooms(tables, entries, room);
        this.shown = new Shown(entries, verdicts, List.of(devices, bonds));
        this.clock = clock;
    }

    /// Opens the logs of a ledger, and makes its views anew.
    public static Journal open(Database database, SigningKey device, Room room, InstantSource clock)
            throws IOException {
        Journal journal = new Journal(database, device, room, clock);
        journal.rebuild();
        return journal;
    }

    /// The largest tick of all, unless it is a lie: what others claim moves the count by one step at most.
    private static long latestTick(Database database, LogId me) throws IOException {
        long mine = database.number("SELECT max(tick) FROM log_entry WHERE log=?", me.bytes());
        long all = database.number("SELECT max(tick) FROM log_entry");
        return Math.min(all, mine + Ticks.MAX_STEP);
    }

    /// Tells of what is new from now on.
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    public Verdicts verdicts() {
        return verdicts;
    }

    public DevicesView devices() {
        return devices;
    }

    public BondsView bonds() {
        return bonds;
    }

    /// Where all of it stands.
    public Database database() {
        return database;
    }

    /// All entries held, those that count for nothing among them.
    public Entries entries() {
        return entries;
    }

    /// Whether a log takes no more, as there is no more room for it.
    public boolean isFull(LogId log) {
        return rooms.left(log, verdicts) <= 0;
    }

    /// What passports have ruled about logs.
    public Rulings rulings() throws IOException {
        return changing(verdicts::rulings);
    }

    // ---- what this device says

    @Override
    public void say(Fact fact) throws IOException {
        List<Entry> written = changing(() -> {
            long number = database.number("SELECT max(number) FROM log_draft") + 1;
            database.update(
                    "INSERT INTO log_draft (number, type, body) VALUES (?, ?, ?)",
                    number,
                    fact.type().name(),
                    DagCbor.encode(fact.body()));
            return positionKnown ? writeDrafts() : List.<Entry>of();
        });
        tell(written);
    }

    /// Says which branch of a log counts. When it is this device's own, that is the first thing said after that branch.
    public void settle(BranchSettled settled) throws IOException {
        LogId log = LogId.of(settled.choice().device());
        if (!log.equals(me)) {
            say(settled);
            return;
        }
        tell(changing(() -> {
            Rulings now = shown.rulings();
            Rulings then =
                    new Rulings(List.of(new Settlement(log, settled.choice().branch())), now.ends());
            List<Entry> written = new ArrayList<>();
            own.write(entries, then, clock.instant(), settled.type().name(), settled.body())
                    .ifPresent(written::add);
            shown.update(written, clock.instant());
            written.addAll(writeDrafts());
            return written;
        }));
    }

    /// Begins this device's log, if nothing of it is known: with its passport's word for it, which makes it that
    /// passport's log.
    public void begin(Delegation delegation) throws IOException {
        boolean begun = changing(() -> entries.state(me).entries() > 0 || database.any("SELECT 1 FROM log_draft"));
        if (!begun) {
            say(new DeviceDelegated(delegation));
        }
    }

    /// Says that somebody who follows this device's log was asked how far it goes, or that nobody can have seen any of
    /// it: what waits is written now.
    public void positionKnown() throws IOException {
        tell(changing(() -> {
            positionKnown = true;
            return writeDrafts();
        }));
    }

    /// How many things are said and have no place in the log yet.
    public long waiting() throws IOException {
        return database.number("SELECT count(*) FROM log_draft");
    }

    private record Draft(long number, String type, Ipld.Fields body) {}

    private List<Entry> writeDrafts() throws IOException {
        List<Entry> written = new ArrayList<>();
        List<Draft> drafts = database.query(
                "SELECT * FROM log_draft ORDER BY number",
                row -> new Draft(row.number("number"), row.text("type"), fields(row.bytes("body"))));
        for (Draft draft : drafts) {
            Optional<Entry> entry = own.write(entries, shown.rulings(), clock.instant(), draft.type, draft.body);
            if (entry.isEmpty()) {
                break;
            }
            database.update("DELETE FROM log_draft WHERE number=?", draft.number);
            written.add(entry.get());
            shown.update(List.of(entry.get()), clock.instant());
        }
        return written;
    }

    private static Ipld.Fields fields(byte[] body) throws ProtocolException {
        if (DagCbor.decode(body) instanceof Ipld.Fields fields) {
            return fields;
        }
        throw new ProtocolException("a draft that is no map");
    }

    // ---- what others say

    @Override
    public Entries shown() throws IOException {
        return new EndedEntries(entries, rulings().ends());
    }

    @Override
    public List<Entry> take(List<Entry> verified) throws IOException {
        List<Entry> news = changing(() -> admit(verified));
        tell(news);
        return news;
    }

    private List<Entry> admit(Collection<Entry> verified) {
        Admission admission = new Admission(entries);
        Rooms.Left left = rooms.left(verdicts);
        List<Entry> news = new ArrayList<>();
        for (Entry entry : verified) {
            if (counts(entry) && left.has(entry) && admission.received(entry) instanceof Outcome.Stored stored) {
                left.used(entry, stored);
                own.saw(entry);
                news.add(entry);
            }
        }
        if (!news.isEmpty()) {
            shown.update(news, clock.instant());
        }
        return news;
    }

    /// Not what comes after the end of a log, unless it passes on the word of a passport, which counts from anywhere.
    private boolean counts(Entry entry) {
        return entry.sequence() <= shown.rulings().ends().getOrDefault(entry.log(), Entry.MAX_SEQUENCE)
                || (Fact.TYPES.read(entry) instanceof Reading.Understood<Fact> understood
                        && Verdicts.isWord(understood.fact()));
    }

    /// Lets take effect what was dated ahead and is due now, and writes what could not be written before.
    public void tick() throws IOException {
        tell(changing(() -> {
            shown.update(List.of(), clock.instant());
            return positionKnown ? writeDrafts() : List.<Entry>of();
        }));
    }

    private void tell(List<Entry> news) throws IOException {
        if (!news.isEmpty()) {
            for (Listener listener : listeners) {
                listener.heard(news);
            }
        }
    }

    // ---- how it stands

    /// How this device's own log stands.
    public LogState mine() {
        return entries.state(me);
    }

    /// Throws all views away and makes them again.
    public void rebuild() throws IOException {
        changing(() -> {
            shown.rebuild(clock.instant());
            return true;
        });
    }

    /// Makes all views again and compares.
    ///
    /// @return the names of those that came out otherwise: none, or there is a fault in the program or on the disk
    public List<String> check() throws IOException {
        return changing(() -> {
            List<byte[]> before = shown.contents();
            shown.rebuild(clock.instant());
            return shown.differing(before);
        });
    }

    /// What all views show, in one canonical form.
    public List<byte[]> contents() throws IOException {
        return changing(shown::contents);
    }

    /// In a transaction; what is in memory follows from the ledger again when that failed.
    private <T> T changing(Database.Work<T> work) throws IOException {
        boolean done = false;
        try {
            T result = entries.transaction(work);
            done = true;
            return result;
        } catch (UncheckedIOException e) {
            throw new IOException("the logs in the ledger: " + e.getMessage(), e);
        } finally {
            if (!done) {
                shown.forget();
            }
        }
    }
}
