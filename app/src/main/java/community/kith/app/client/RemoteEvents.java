package community.kith.app.client;

import community.kith.node.api.Events;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A node's server-sent events, read by a virtual thread that lives as long as the connection. When the caller falls
/// behind, the oldest are lost.
final class RemoteEvents implements Events {
    private static final System.Logger LOG = System.getLogger(RemoteEvents.class.getName());
    private static final int BACKLOG = 1_024;

    private final InputStream stream;
    private final ArrayBlockingQueue<Event> arrived = new ArrayBlockingQueue<>(BACKLOG);
    private final Thread reader;

    RemoteEvents(InputStream stream) {
        this.stream = stream;
        this.reader = Thread.ofVirtual().name("events").start(this::readAll);
    }

    @Override
    public Optional<Event> next(Duration wait) throws InterruptedException {
        return Optional.ofNullable(arrived.poll(wait.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void readAll() {
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data:")) {
                    add(Json.read(Json.parse(line.substring("data:".length()).strip(), "the node"), Event.class));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the node's events have ended", e);
        }
    }

    private void add(Event event) {
        while (!arrived.offer(event)) {
            arrived.poll();
        }
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            reader.interrupt();
        }
    }
}
