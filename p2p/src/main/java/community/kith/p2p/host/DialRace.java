package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.p2p.transport.Secured;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Several addresses of one peer are dialled by plan, each with a small head start over the next; the first to answer
/// wins. Used once, by one thread.
final class DialRace {
    private final Dialer dialer;
    private final List<DialPlan.Start> plan;
    private final List<Thread> attempts = new ArrayList<>();
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

    /// What became of one address.
    private sealed interface Outcome {
        record Answered(Secured secured) implements Outcome {}

        record Failed(IOException cause) implements Outcome {}
    }

    DialRace(Dialer dialer, List<DialPlan.Start> plan) {
        this.dialer = dialer;
        this.plan = plan;
    }

    /// The first connection, or the failures of all addresses as suppressed exceptions of one.
    Secured winner() throws IOException, InterruptedException {
        ConnectException failure = new ConnectException("cannot connect to any of "
                + plan.stream().map(DialPlan.Start::address).toList());
        try {
            while (failure.getSuppressed().length < plan.size()) {
                startNext();
                Optional<Outcome> outcome = nextOutcome();
                if (outcome.isPresent()) {
                    switch (outcome.get()) {
                        case Outcome.Answered answered -> {
                            return answered.secured();
                        }
                        case Outcome.Failed failed -> failure.addSuppressed(failed.cause());
                    }
                }
            }
            throw failure;
        } finally {
            abandonOthers();
        }
    }

    private void startNext() {
        if (attempts.size() < plan.size()) {
            Multiaddr next = plan.get(attempts.size()).address();
            attempts.add(Thread.ofVirtual().name("dial " + next).start(() -> outcomes.add(attempt(next))));
        }
    }

    private Outcome attempt(Multiaddr address) {
        try {
            return new Outcome.Answered(dialer.dial(address));
        } catch (IOException e) {
            return new Outcome.Failed(e);
        }
    }

    /// Waits for the head start only while there is another address to try.
    private Optional<Outcome> nextOutcome() throws InterruptedException {
        if (attempts.size() == plan.size()) {
            return Optional.of(outcomes.take());
        }
        return Optional.ofNullable(
                outcomes.poll(plan.get(attempts.size()).after().toNanos(), TimeUnit.NANOSECONDS));
    }

    /// Stops the attempts still under way, without waiting for them; one that has answered meanwhile is hung up on.
    private void abandonOthers() {
        attempts.forEach(Thread::interrupt);
        if (outcomes.isEmpty() && attempts.stream().noneMatch(Thread::isAlive)) {
            return;
        }
        Thread.ofVirtual().name("hang up").start(() -> {
            try {
                for (Thread attempt : attempts) {
                    attempt.join();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            for (Outcome outcome : outcomes) {
                if (outcome instanceof Outcome.Answered late) {
                    late.secured().muxer().close();
                }
            }
        });
    }
}
