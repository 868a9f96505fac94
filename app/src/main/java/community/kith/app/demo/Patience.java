package community.kith.app.demo;

import java.time.Duration;

/// Interrupts the thread that made it when it is not closed in time.
final class Patience implements AutoCloseable {
    private final Thread watch;

    private Patience(Thread watch) {
        this.watch = watch;
    }

    static Patience of(Duration limit) {
        Thread impatient = Thread.currentThread();
        return new Patience(Thread.ofVirtual().name("patience").start(() -> {
            try {
                Thread.sleep(limit);
                impatient.interrupt();
            } catch (InterruptedException inTime) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
