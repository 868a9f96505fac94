package community.kith.node.event;

import community.kith.node.api.Events;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Hands each event to every subscriber. Publishing never blocks: a subscriber keeps the newest [#BACKLOG] events and
/// loses older ones.
public final class EventFeed {
    /// Events a slow subscriber may be behind.
    static final int BACKLOG = 1_024;

    private final InstantSource clock;
    private final AtomicLong lastId = new AtomicLong();
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();

    public EventFeed(InstantSource clock) {
        this.clock = clock;
    }

    /// Tells every subscriber.
    ///
    /// @param kind see [Events.Event]
    public void publish(String kind, String subject, String text) {
        Instant now = clock.instant();
        var event = new Events.Event(lastId.incrementAndGet(), now, kind, subject, text);
        subscriptions.forEach(subscription -> subscription.add(event));
    }

    public Events subscribe() {
        var subscription = new Subscription();
        subscriptions.add(subscription);
        return subscription;
    }

    private final class Subscription implements Events {
        /// Guards `backlog` and `closed`.
        private final ReentrantLock lock = new ReentrantLock();

        private final Condition arrived = lock.newCondition();
        private final ArrayDeque<Event> backlog = new ArrayDeque<>();
        private boolean closed;

        private void add(Event event) {
            lock.lock();
            try {
                if (backlog.size() == BACKLOG) {
                    backlog.removeFirst();
                }
                backlog.addLast(event);
                arrived.signal();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public Optional<Event> next(Duration wait) throws InterruptedException {
            long left = wait.toNanos();
            lock.lock();
            try {
                while (backlog.isEmpty() && !closed && left > 0) {
                    left = arrived.awaitNanos(left);
                }
                return Optional.ofNullable(backlog.pollFirst());
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            subscriptions.remove(this);
            lock.lock();
            try {
                closed = true;
                arrived.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
