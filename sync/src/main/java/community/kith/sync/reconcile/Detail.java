package community.kith.sync.reconcile;

import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import community.kith.sync.log.ReceivedEntry;
import java.net.ProtocolException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Brings a log in step entry by entry, as it has gaps or branches on one side.
final class Detail implements Task {
    /// As many as one answer has room for, however long they are.
    private static final int MAX_WANTED = Batch.MAX_BYTES / Entry.MAX_BYTES;

    private final Conversation talk;
    private final LogId log;
    private final Rounds<Entry> rounds;
    private final Deque<Id> wanted = new ArrayDeque<>();
    private final Deque<Entry> owed = new ArrayDeque<>();
    private boolean compared;

    Detail(Conversation talk, LogId log) {
        this.talk = talk;
        this.log = log;
        this.rounds = new Rounds<>(Optional.of(log), talk.entriesOf(log));
    }

    @Override
    public Message question() {
        if (!compared) {
            return rounds.question();
        }
        if (!wanted.isEmpty()) {
            List<Id> some = wanted.stream().limit(MAX_WANTED).toList();
            some.forEach(id -> wanted.poll());
            return new Message.PullSome(log, some);
        }
        Batch batch = new Batch();
        while (!owed.isEmpty() && batch.add(owed.getFirst())) {
            owed.removeFirst();
        }
        return new Message.Push(Conversation.bytes(batch.entries()));
    }

    @Override
    public List<ReceivedEntry> hear(Message answer) throws ProtocolException {
        if (!compared) {
            rounds.hear(answer);
            if (!rounds.goesOn()) {
                compared = true;
                wanted.addAll(rounds.found().onlyThere());
                owed.addAll(rounds.found().onlyHere());
            }
            return List.of();
        }
        if (answer instanceof Message.Batch batch) {
            return talk.welcome(batch.entries());
        }
        Brought.requireGot(answer);
        return List.of();
    }

    @Override
    public boolean goesOn() {
        return !compared || !wanted.isEmpty() || !owed.isEmpty();
    }
}
