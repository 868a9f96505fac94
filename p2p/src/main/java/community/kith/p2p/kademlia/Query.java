package community.kith.p2p.kademlia;

import community.kith.base.name.PeerId;
import community.kith.p2p.host.UnsupportedProtocolException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// One lookup over the network: it carries out what a [Lookup] says, and tells it what came of it. Used once, by one
/// thread; each question is put on a thread of its own.
final class Query {
    private static final System.Logger LOG = System.getLogger(Query.class.getName());

    private final Neighborhood neighborhood;
    private final Caller caller;
    private final Executor threads;
    private final Timing timing;
    private final LookupLimits limits;
    private final Message question;
    private final Harvest harvest;
    private final BlockingQueue<Heard> inbox = new LinkedBlockingQueue<>();
    private final Queue<Pending> pending = new ArrayDeque<>();
    private final Map<PeerId, Told> hearsay = new HashMap<>();

    /// Takes what else is in an answer.
    @FunctionalInterface
    interface Harvest {
        /// True when the search may end.
        boolean take(PeerId from, Message answer);
    }

    /// Nothing for a failure.
    private record Heard(PeerId from, Optional<Message> answer) {}

    private record Pending(PeerId peer, long slowAt) {}

    Query(Part part, Message question, Harvest harvest) {
        this.neighborhood = part.neighborhood();
        this.caller = part.caller();
        this.threads = part.threads();
        this.timing = part.timing();
        this.limits = part.limits();
        this.question = question;
        this.harvest = harvest;
    }

    /// What a query needs of the host's part in an overlay.
    record Part(Neighborhood neighborhood, Caller caller, Executor threads, Timing timing, LookupLimits limits) {}

    Lookup.Found run(PeerId self) throws InterruptedIOException {
        Key target = Key.of(question.key());
        neighborhood.searched(target);
        Lookup lookup = new Lookup(target, self, limits, neighborhood.closest(target, limits.closest()));
        long end = System.nanoTime() + timing.lookup().toNanos();
        List<Lookup.Effect> effects = lookup.start();
        while (true) {
            for (Lookup.Effect effect : effects) {
                switch (effect) {
                    case Lookup.Effect.Ask ask -> ask(ask.contact().peer());
                    case Lookup.Effect.Done done -> {
                        return done.found();
                    }
                }
            }
            effects = lookup.step(next(end));
        }
    }

    private void ask(PeerId peer) {
        pending.add(new Pending(peer, System.nanoTime() + timing.slow().toNanos()));
        Optional.ofNullable(hearsay.remove(peer)).ifPresent(neighborhood::learn);
        try {
            threads.execute(() -> inbox.add(new Heard(peer, answerOf(peer))));
        } catch (RejectedExecutionException closed) {
            inbox.add(new Heard(peer, Optional.empty()));
        }
    }

    private Optional<Message> answerOf(PeerId peer) {
        try {
            Message answer = caller.ask(peer, question);
            neighborhood.serves(peer);
            return Optional.of(answer);
        } catch (UnsupportedProtocolException e) {
            neighborhood.stopped(peer);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> peer + " did not answer " + question.type() + ": " + e);
            neighborhood.failed(peer);
        }
        return Optional.empty();
    }

    /// Waits for the next thing to happen, if only that time passes.
    private Lookup.Input next(long end) throws InterruptedIOException {
        while (true) {
            Pending first = pending.peek();
            long now = System.nanoTime();
            if (now - end >= 0) {
                return new Lookup.Input.TimedOut();
            }
            if (first != null && now - first.slowAt() >= 0) {
                pending.remove();
                return new Lookup.Input.Slow(first.peer());
            }
            long until = first == null ? end : Math.min(end - now, first.slowAt() - now) + now;
            Optional<Heard> heard = await(until - now);
            if (heard.isPresent()) {
                return input(heard.get());
            }
        }
    }

    private Optional<Heard> await(long nanos) throws InterruptedIOException {
        try {
            return Optional.ofNullable(inbox.poll(nanos, TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted during a lookup");
        }
    }

    private Lookup.Input input(Heard heard) {
        PeerId from = heard.from();
        pending.removeIf(waiting -> waiting.peer().equals(from));
        if (heard.answer().isEmpty()) {
            return new Lookup.Input.Failed(from);
        }
        Message answer = heard.answer().get();
        if (harvest.take(from, answer)) {
            return new Lookup.Input.Enough();
        }
        List<Told> closer = answer.closer().stream().limit(limits.closest()).toList();
        closer.forEach(told -> hearsay.putIfAbsent(told.peer(), neighborhood.heard(told, from)));
        return new Lookup.Input.Answered(
                from, closer.stream().map(told -> Contact.of(told.peer())).toList());
    }
}
