package community.kith.doors.http;

import community.kith.node.api.Events;
import community.kith.node.api.Kith;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What happens on the node, as server-sent events, from the moment of asking until either side goes.
///
/// A reader that comes back reads the present state anew: nothing is kept for those who are away.
final class EventStream implements Endpoint, AutoCloseable {
    private static final int MAX_READERS = 32;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final int RETRY_MILLIS = 1_000;
    private static final System.Logger LOG = System.getLogger(EventStream.class.getName());

    private final Kith kith;
    private final Semaphore readers = new Semaphore(MAX_READERS);
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    EventStream(Kith kith) {
        this.kith = kith;
    }

    @Override
    public void serve(Exchange exchange) throws IOException {
        if (!readers.tryAcquire()) {
            throw new ProblemException(Problem.busy("at most " + MAX_READERS + " event streams at once"));
        }
        try (Events events = kith.events()) {
            threads.add(Thread.currentThread());
            OutputStream out = exchange.stream(200, "text/event-stream");
            send(out, "retry: " + RETRY_MILLIS + "\n\n");
            pass(events, out);
            out.close();
        } finally {
            threads.remove(Thread.currentThread());
            readers.release();
        }
    }

    private void pass(Events events, OutputStream out) throws IOException {
        while (!closed) {
            try {
                Optional<Events.Event> event = events.next(HEARTBEAT);
                send(out, event.map(EventStream::frame).orElse(": still here\n\n"));
            } catch (InterruptedException closing) {
                return;
            }
        }
    }

    private static String frame(Events.Event event) {
        return "id: " + event.id() + "\nevent: " + event.kind() + "\ndata: " + Json.text(event) + "\n\n";
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /// Ends every stream, and waits a moment for their last words.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        threads.forEach(Thread::interrupt);
        try {
            if (!readers.tryAcquire(MAX_READERS, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.DEBUG, "some readers of events do not take their last words");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
