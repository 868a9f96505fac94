package community.kith.node.witness;

import community.kith.base.name.PeerId;
import community.kith.node.people.People;
import community.kith.node.witness.WitnessProtocol.Question;
import community.kith.node.witness.WitnessProtocol.Reply;
import community.kith.p2p.host.Stream;
import community.kith.sync.checkpoint.SignedNote;
import community.kith.sync.checkpoint.Witness.Answer;
import community.kith.sync.log.LogId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Answers devices of my people that ask for a cosignature of their own log, a dozen times a minute each at most.
final class WitnessServer {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MAX_AT_ONCE = 4;
    private static final int MAX_A_MINUTE = 12;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final People people;
    private final WitnessBook book;
    private final InstantSource clock;
    private final Semaphore answered = new Semaphore(MAX_AT_ONCE);
    /// Only of my people's devices, so there are as many as those.
    private final Map<PeerId, Minute> asked = new ConcurrentHashMap<>();

    private record Minute(Instant began, int count) {
        Minute another(Instant now) {
            boolean over = Duration.between(began, now).abs().compareTo(MINUTE) >= 0;
            return over ? new Minute(now, 1) : new Minute(began, Math.min(count, MAX_A_MINUTE) + 1);
        }
    }

    WitnessServer(People people, WitnessBook book, InstantSource clock) {
        this.people = people;
        this.book = book;
        this.clock = clock;
    }

    void answer(Stream stream) throws IOException {
        if (people.device(stream.peer()).isEmpty() || isTooOften(stream.peer()) || !answered.tryAcquire()) {
            stream.reset();
            return;
        }
        try {
            stream.timeout(PATIENCE);
            Question question = WitnessProtocol.question(stream.in());
            Answer answer = book.answer(LogId.of(stream.peer()), question, clock.instant());
            WitnessProtocol.write(stream.out(), reply(answer, question.note()));
            stream.closeWrite();
        } finally {
            answered.release();
        }
    }

    private boolean isTooOften(PeerId peer) {
        Instant now = clock.instant();
        Minute minute = asked.merge(peer, new Minute(now, 1), (old, first) -> old.another(now));
        return minute.count > MAX_A_MINUTE;
    }

    private static Reply reply(Answer answer, SignedNote note) {
        return switch (answer) {
            case Answer.Cosigned yes -> new Reply.Cosigned(new SignedNote(note.text(), List.of(yes.signature())));
            case Answer.Behind behind -> new Reply.From(behind.size());
            case Answer.Refused no -> new Reply.Refused(no.reason());
        };
    }
}
