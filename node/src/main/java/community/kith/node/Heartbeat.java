package community.kith.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Calls something again and again, so long after the last call has ended, until it is closed. A call that fails is
/// told in
/// the log; the next comes all the same.
final class Heartbeat implements AutoCloseable {
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(5);
    private static final Duration MOMENT = Duration.ofSeconds(1);
    /// What is worth a beat may not be over at once on the other side.
    private static final Duration SETTLE = Duration.ofMillis(300);

    /// What is done at each beat.
    interface Beat {
        void run() throws IOException;
    }

    private final String name;
    private final Beat beat;
    private final Duration pause;
    private final Semaphore bell = new Semaphore(0);
    private @Nullable Thread thread;

    /// @param name of the thread that calls
    Heartbeat(String name, Beat beat, Duration pause) {
        this.name = name;
        this.beat = beat;
        this.pause = pause;
    }

    synchronized void start() {
        if (thread == null) {
            thread = Thread.ofVirtual().name(name).start(this::run);
        }
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                beat.run();
                rest();
            } catch (InterruptedException e) {
                return;
            } catch (IOException | UncheckedIOException e) {
                System.getLogger(Heartbeat.class.getName())
                        .log(System.Logger.Level.WARNING, "looking after things failed; trying again", e);
                if (!restQuietly()) {
                    return;
                }
            }
        }
    }

    /// Beats soon, because something has happened that the next beat would find out about.
    void hurry() {
        bell.release();
    }

    /// However often it is hurried, it rests for a moment.
    private void rest() throws InterruptedException {
        Duration atLeast = pause.compareTo(MOMENT) < 0 ? pause : MOMENT;
        Thread.sleep(atLeast);
        if (bell.tryAcquire(pause.minus(atLeast).toNanos(), TimeUnit.NANOSECONDS)) {
            Thread.sleep(SETTLE);
            bell.drainPermits();
        }
    }

    private boolean restQuietly() {
        try {
            rest();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join(PATIENCE_AT_THE_END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }
}
