package community.kith.p2p.discovery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When to ask and when to answer: often at first, then less and less; and never an answer within a second of another,
/// however many ask (RFC 6762, sections 5.2 and 6). Not thread-safe.
final class Pace {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_ANSWERS = Duration.ofSeconds(1);

    private Instant ask;
    private Duration pause = FIRST_PAUSE;
    private Optional<Instant> answer = Optional.empty();
    private Instant answered = Instant.MIN;

    Pace(Instant now) {
        this.ask = now;
    }

    /// Somebody asks. Answers of several peers should not collide.
    void asked(Instant now, Duration jitter) {
        if (answer.isEmpty()) {
            Instant earliest = answered.equals(Instant.MIN) ? now : answered.plus(BETWEEN_ANSWERS);
            Instant soon = now.plus(jitter);
            answer = Optional.of(soon.isAfter(earliest) ? soon : earliest);
        }
    }

    /// The network is another one: begin anew.
    void moved(Instant now) {
        ask = now;
        pause = FIRST_PAUSE;
    }

    boolean mustAsk(Instant now) {
        if (now.isBefore(ask)) {
            return false;
        }
        ask = now.plus(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        return true;
    }

    boolean mustAnswer(Instant now) {
        if (answer.filter(due -> !now.isBefore(due)).isEmpty()) {
            return false;
        }
        answer = Optional.empty();
        answered = now;
        return true;
    }

    /// When there is something to do again.
    Instant next() {
        return answer.filter(due -> due.isBefore(ask)).orElse(ask);
    }
}
