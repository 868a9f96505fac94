package community.kith.sync.reconcile;

import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.Sha256;
import community.kith.sync.log.Entries;
import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import community.kith.sync.log.ReceivedEntry;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What both sides of a conversation know after their greetings: which logs it is about, and the names of things in it.
public final class Conversation {
    public static final int MAX_SCOPES = 256;
    public static final int MAX_SCOPE_CHARACTERS = 100;

    /// How many states or ids one message names.
    static final int MAX_NAMED = 512;

    private final Entries entries;
    private final Scopes scopes;
    private final byte[] salt;
    private final SortedSet<LogId> logs = new TreeSet<>();

    Conversation(Entries entries, Scopes scopes, Message.Hello asked, Message.Hello answered) {
        this.entries = entries;
        this.scopes = scopes;
        this.salt = Sha256.of(asked.random().bytes(), answered.random().bytes());
        answered.scopes().forEach(scope -> logs.addAll(scopes.logs(scope)));
    }

    /// The states of all logs that it is about and that something is known of.
    IdSet<State> states() {
        List<State> states = new ArrayList<>();
        for (LogId log : logs) {
            if (entries.state(log).entries() > 0) {
                states.add(state(log));
            }
        }
        return IdSet.of(salt, states, State::name);
    }

    State state(LogId log) {
        return State.of(entries, log);
    }

    /// All entries of a log beyond a chain that both sides have.
    IdSet<Entry> entriesOf(LogId log) {
        return IdSet.of(
                salt, Pages.of(entries, log, 1).toList(), entry -> entry.id().digest());
    }

    /// Whether the other side may ask for this log: it is shared, or nothing is held of it and it may come in.
    boolean isAbout(LogId log) {
        return logs.contains(log) || (scopes.welcomes(log) && entries.state(log).entries() == 0);
    }

    /// Whether entries of this log are taken from the other side.
    boolean welcomes(LogId log) {
        return logs.contains(log) || scopes.welcomes(log);
    }

    void requireAbout(LogId log) throws ProtocolException {
        if (!isAbout(log)) {
            throw new ProtocolException("asked for a log that this conversation is not about");
        }
    }

    /// Whether what the other side has is the beginning of what is here.
    boolean extendsIt(State theirs) {
        return theirs.isWhole()
                && theirs.position() <= entries.state(theirs.log()).position()
                && (theirs.position() == 0
                        || entries.at(theirs.log(), theirs.position()).stream()
                                .anyMatch(entry -> Optional.of(entry.id()).equals(theirs.head())));
    }

    static List<Ipld.Bin> bytes(List<Entry> entries) {
        return entries.stream().map(entry -> new Ipld.Bin(entry.bytes())).toList();
    }

    /// What the other side brought, as far as it is welcome.
    List<ReceivedEntry> welcome(List<Ipld.Bin> brought) throws ProtocolException {
        List<ReceivedEntry> welcome = new ArrayList<>();
        for (Ipld.Bin bytes : brought) {
            ReceivedEntry entry = ReceivedEntry.parse(bytes.bytes());
            if (welcomes(entry.log())) {
                welcome.add(entry);
            }
        }
        return welcome;
    }
}
