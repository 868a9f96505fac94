package community.kith.sync.reconcile;

import community.kith.sync.log.LogId;
import java.net.ProtocolException;
import java.util.List;
import java.util.Optional;

/// Ranges, until all is told.
final class Rounds<T> {
    /// How many there may be; each settles a sixteenth part of something at least.
    private static final int MAX_ROUNDS = 4096;

    private final Optional<LogId> of;
    private final Reconciliation<T> found;
    private List<Span> spans;
    private int left = MAX_ROUNDS;

    Rounds(Optional<LogId> of, IdSet<T> mine) {
        this.of = of;
        this.found = new Reconciliation<>(mine, true);
        this.spans = found.first();
    }

    Message question() {
        return new Message.Ranges(of, spans);
    }

    void hear(Message answer) throws ProtocolException {
        left--;
        if (!(answer instanceof Message.Ranges ranges) || !ranges.of().equals(of) || left == 0) {
            throw new ProtocolException("ranges were not answered by ranges");
        }
        spans = found.answer(ranges.spans());
    }

    boolean goesOn() {
        return !spans.isEmpty();
    }

    Reconciliation<T> found() {
        return found;
    }
}
