package community.kith.app.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits for the end of a program that runs until it is told to stop: by a signal, or by whoever holds its standard
/// input letting go of it. A signal waits for what is cleared away before [#close], then the program ends with code 0.
public final class Ending implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch cleared = new CountDownLatch(1);
    private final Thread hook = Thread.ofPlatform().name("ending").unstarted(this::onSignal);

    private Ending() {}

    public static Ending onSignals() {
        var ending = new Ending();
        Runtime.getRuntime().addShutdownHook(ending.hook);
        return ending;
    }

    /// Ends when `in` does, too.
    public void follow(InputStream in) {
        Thread.ofPlatform().daemon().name("standard input").start(() -> {
            try {
                in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException gone) {
                // as good as its end
            } finally {
                asked.countDown();
            }
        });
    }

    public void await() throws InterruptedException {
        asked.await();
    }

    /// Says that everything is cleared away.
    @Override
    public void close() {
        cleared.countDown();
        if (!hook.isAlive()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException alreadyEnding) {
                // the hook has just begun, and will find that all is cleared
            }
        }
    }

    private void onSignal() {
        asked.countDown();
        try {
            if (cleared.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
