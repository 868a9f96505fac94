package community.kith.doors;

import community.kith.node.api.Events;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// What happens on a [FakeKith]; a reader that falls behind loses the oldest.
final class FakeEvents {
    private static final int KEPT = 256;

    private final InstantSource clock;
    private final AtomicLong lastId = new AtomicLong();
    private final Set<BlockingQueue<Events.Event>> readers = ConcurrentHashMap.newKeySet();

    FakeEvents(InstantSource clock) {
        this.clock = clock;
    }

    void publish(String kind, String subject, String text) {
        var event = new Events.Event(lastId.incrementAndGet(), clock.instant(), kind, subject, text);
        for (BlockingQueue<Events.Event> reader : readers) {
            while (!reader.offer(event)) {
                reader.poll();
            }
        }
    }

    int readers() {
        return readers.size();
    }

    Events subscribe() {
        var queue = new Identity();
        readers.add(queue);
        return new Events() {
            @Override
            public Optional<Event> next(Duration wait) throws InterruptedException {
                return Optional.ofNullable(queue.poll(wait.toMillis(), TimeUnit.MILLISECONDS));
            }

            @Override
            public void close() {
                readers.remove(queue);
            }
        };
    }

    /// A queue that equals itself only, whatever is in it.
    private static final class Identity extends ArrayBlockingQueue<Events.Event> {
        private static final long serialVersionUID = 1L;

        Identity() {
            super(KEPT);
        }
    }
}
