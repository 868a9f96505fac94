package community.kith.sync.reconcile;

import community.kith.sync.log.LogId;
import community.kith.sync.log.ReceivedEntry;
import java.net.ProtocolException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Everything of some logs since a position of each, a message full at a time.
final class Fetched implements Task {
    private final Conversation talk;
    private final Deque<Since> wanted = new ArrayDeque<>();
    private List<Since> asked = List.of();

    Fetched(Conversation talk) {
        this.talk = talk;
    }

    void add(LogId log, long after) {
        wanted.add(new Since(log, after));
    }

    @Override
    public Message question() {
        asked = wanted.stream().limit(Conversation.MAX_NAMED / 2).toList();
        return new Message.Pull(asked);
    }

    @Override
    public List<ReceivedEntry> hear(Message answer) throws ProtocolException {
        if (!(answer instanceof Message.Batch batch) || batch.done() > asked.size()) {
            throw new ProtocolException("entries were asked for, and something else came");
        }
        List<ReceivedEntry> came = talk.welcome(batch.entries());
        for (int i = 0; i < batch.done(); i++) {
            wanted.removeFirst();
        }
        if (batch.done() < asked.size()) {
            goOnFrom(came, batch.done() == 0);
        }
        return came;
    }

    /// The first that is not done with may be so in part.
    private void goOnFrom(List<ReceivedEntry> came, boolean nothingDone) throws ProtocolException {
        Since first = wanted.removeFirst();
        long reached = came.stream()
                .filter(entry -> entry.log().equals(first.log()))
                .mapToLong(ReceivedEntry::sequence)
                .max()
                .orElse(first.after());
        if (reached <= first.after() && nothingDone) {
            throw new ProtocolException("entries were asked for, and nothing came");
        }
        wanted.addFirst(new Since(first.log(), Math.max(reached, first.after())));
    }

    @Override
    public boolean goesOn() {
        return !wanted.isEmpty();
    }
}
