package community.kith.store.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Waiting for other threads as if their work had been done here.
final class Tasks {
    private Tasks() {}

    /// The result, or the very exception that the task threw.
    static <T> T await(Future<T> task, String what) throws IOException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw (InterruptedIOException)
                    new InterruptedIOException("interrupted while waiting for " + what).initCause(e);
        } catch (ExecutionException e) {
            throw rethrow(Objects.requireNonNullElse(e.getCause(), e), what);
        }
    }

    private static IOException rethrow(Throwable cause, String what) {
        return switch (cause) {
            case IOException failed -> failed;
            case RuntimeException bug -> throw bug;
            case Error broken -> throw broken;
            default -> new IOException(what + " failed", cause);
        };
    }

    /// Waits for a thread to end, however often this one is interrupted.
    static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
