package community.kith.sync.reconcile;

import community.kith.sync.log.Entries;
import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import community.kith.sync.log.ReceivedEntry;
import java.net.ProtocolException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Brings everything of some logs that the other side lacks at their ends, a message full at a time.
final class Brought implements Task {
    private final Entries entries;
    private final Deque<Since> owed = new ArrayDeque<>();

    Brought(Entries entries) {
        this.entries = entries;
    }

    void add(LogId log, long after) {
        owed.add(new Since(log, after));
    }

    @Override
    public Message question() {
        Batch batch = new Batch();
        while (!owed.isEmpty()) {
            Since since = owed.removeFirst();
            if (!batch.addAll(entries, since)) {
                owed.addFirst(new Since(since.log(), reached(batch, since)));
                break;
            }
        }
        return new Message.Push(Conversation.bytes(batch.entries()));
    }

    private static long reached(Batch batch, Since since) {
        Entry last = batch.entries().getLast();
        return last.log().equals(since.log()) ? last.sequence() : since.after();
    }

    @Override
    public List<ReceivedEntry> hear(Message answer) throws ProtocolException {
        requireGot(answer);
        return List.of();
    }

    static void requireGot(Message answer) throws ProtocolException {
        if (!(answer instanceof Message.Got)) {
            throw new ProtocolException("entries were brought, and something else came than a word that they came");
        }
    }

    @Override
    public boolean goesOn() {
        return !owed.isEmpty();
    }
}
