package community.kith.node.work;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Runs tasks on virtual threads, so many at once, and returns when the last has ended: results stand in the order of
/// what
/// they were asked for, whatever order they came in.
public final class Together {
    private Together() {}

    /// What is done for each.
    @FunctionalInterface
    public interface Deed<T> {
        void on(T item) throws IOException;
    }

    /// What is found out for each.
    @FunctionalInterface
    public interface Question<T, R> {
        R of(T item) throws IOException;
    }

    /// Does something with each, so many at once.
    ///
    /// @throws IOException the first failure, once all have ended
    public static <T> void each(Collection<T> items, int atOnce, Deed<T> deed) throws IOException {
        map(items, atOnce, item -> {
            deed.on(item);
            return Boolean.TRUE;
        });
    }

    /// Finds something out for each, so many at once; the answers are in the order of the items.
    ///
    /// @throws IOException the first failure, once all have ended
    public static <T, R> List<R> map(Collection<T> items, int atOnce, Question<T, R> question) throws IOException {
        if (items.size() == 1) {
            return List.of(question.of(items.iterator().next()));
        }
        var places = new Semaphore(atOnce);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> futures = new ArrayList<>();
            for (T item : items) {
                futures.add(threads.submit(inTurn(places, () -> question.of(item))));
            }
            List<R> answers = new ArrayList<>();
            for (Future<R> future : futures) {
                answers.add(future.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw asIs(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for others");
        }
    }

    private static <R> Callable<R> inTurn(Semaphore places, Callable<R> task) {
        return () -> {
            places.acquire();
            try {
                return task.call();
            } finally {
                places.release();
            }
        };
    }

    private static IOException asIs(@Nullable Throwable cause) {
        if (cause instanceof IOException failure) {
            return failure;
        }
        if (cause instanceof RuntimeException failure) {
            throw failure;
        }
        if (cause instanceof Error failure) {
            throw failure;
        }
        return new IOException(cause);
    }
}
