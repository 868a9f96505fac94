package community.kith.sync.reconcile;

import community.kith.sync.log.Entries;
import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import community.kith.sync.log.ReceivedEntry;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The side that answers. Each answer follows from the question and from what is held; it costs no more than one
/// message's worth. One
/// thread's.
public final class Answering {
    /// How many questions one conversation may have: enough for a hundred million entries.
    private static final int MAX_QUESTIONS = 1 << 18;

    private final Entries entries;
    private final Scopes scopes;
    private final Id.Half random;
    private @Nullable Conversation conversation;
    private @Nullable IdSet<State> states;
    private Optional<LogId> openLog = Optional.empty();
    private @Nullable IdSet<Entry> openEntries;
    private int questions;

    /// @param random 16 unpredictable bytes
    public Answering(Entries entries, Scopes scopes, byte[] random) {
        this.entries = entries;
        this.scopes = scopes;
        this.random = new Id.Half(random);
    }

    /// What came of a question.
    ///
    /// @param received entries to be verified and admitted before the answer goes out
    public record Reply(Message answer, List<ReceivedEntry> received) {}

    public Reply answer(Message question) throws ProtocolException {
        questions++;
        if (questions > MAX_QUESTIONS) {
            throw new ProtocolException("a conversation without end");
        }
        return switch (question) {
            case Message.Hello hello -> said(greet(hello));
            case Message.Ranges ranges -> said(ranges(ranges));
            case Message.Tell tell -> said(tell(tell));
            case Message.Pull pull -> said(pull(pull));
            case Message.PullSome some -> said(pullSome(some));
            case Message.Push push -> took(push);
            case Message.Told told -> throw unasked();
            case Message.Batch batch -> throw unasked();
            case Message.Got got -> throw unasked();
        };
    }

    private static Reply said(Message answer) {
        return new Reply(answer, List.of());
    }

    private static ProtocolException unasked() {
        return new ProtocolException("an answer to what was not asked");
    }

    private Message greet(Message.Hello hello) throws ProtocolException {
        if (conversation != null) {
            throw new ProtocolException("greeted twice");
        }
        TreeSet<String> both = new TreeSet<>(scopes.names());
        both.retainAll(hello.scopes());
        Message.Hello mine = new Message.Hello(random, both);
        conversation = new Conversation(entries, scopes, hello, mine);
        return mine;
    }

    private Conversation conversation() throws ProtocolException {
        if (conversation == null) {
            throw new ProtocolException("no greeting");
        }
        return conversation;
    }

    private Message ranges(Message.Ranges asked) throws ProtocolException {
        if (asked.of().isEmpty()) {
            return new Message.Ranges(asked.of(), new Reconciliation<>(states(), false).answer(asked.spans()));
        }
        IdSet<Entry> open = open(asked.of().get());
        return new Message.Ranges(asked.of(), new Reconciliation<>(open, false).answer(asked.spans()));
    }

    private IdSet<State> states() throws ProtocolException {
        IdSet<State> known = states;
        if (known == null) {
            known = conversation().states();
            states = known;
        }
        return known;
    }

    /// The entries of one log as they were when it was first asked about.
    private IdSet<Entry> open(LogId log) throws ProtocolException {
        IdSet<Entry> known = openEntries;
        if (known == null || !openLog.equals(Optional.of(log))) {
            conversation().requireAbout(log);
            known = conversation().entriesOf(log);
            openEntries = known;
            openLog = Optional.of(log);
        }
        return known;
    }

    private Message tell(Message.Tell tell) throws ProtocolException {
        List<State> told = new ArrayList<>();
        for (State theirs : tell.states()) {
            if (conversation().isAbout(theirs.log())) {
                told.add(conversation().state(theirs.log()));
            }
        }
        for (Id unknown : tell.unknown()) {
            int index = states().indexOf(unknown);
            if (index >= 0) {
                told.add(conversation().state(states().thing(index).log()));
            }
        }
        return new Message.Told(told);
    }

    private Message pull(Message.Pull pull) throws ProtocolException {
        Batch batch = new Batch();
        int done = 0;
        for (Since since : pull.since()) {
            conversation().requireAbout(since.log());
            if (!batch.addAll(entries, since)) {
                break;
            }
            done++;
        }
        return new Message.Batch(Conversation.bytes(batch.entries()), done);
    }

    private Message pullSome(Message.PullSome some) throws ProtocolException {
        IdSet<Entry> open = open(some.log());
        Batch batch = new Batch();
        int done = 0;
        for (Id id : some.ids()) {
            int index = open.indexOf(id);
            if (index >= 0 && !batch.add(open.thing(index))) {
                break;
            }
            done++;
        }
        return new Message.Batch(Conversation.bytes(batch.entries()), done);
    }

    private Reply took(Message.Push push) throws ProtocolException {
        return new Reply(new Message.Got(), conversation().welcome(push.entries()));
    }
}
