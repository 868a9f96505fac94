package community.kith.doors.http;

import community.kith.node.api.Progress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Answers a long call with one JSON object a line: how far it has come, then its result or its problem.
///
/// The call runs on a thread of its own and only leaves word of its progress; this thread passes on the newest word, so
/// a
/// slow client never slows the work. A client that goes away does not undo it either.
final class ProgressLines {
    static final String TYPE = "application/x-ndjson";

    private static final long PACE_MILLIS = 100;
    /// A line at least so often, so that a client can tell slow from dead.
    private static final int QUIET_TURNS = 50;

    private final AtomicReference<@Nullable Step> latest = new AtomicReference<>();
    private final OutputStream out;

    private ProgressLines(OutputStream out) {
        this.out = out;
    }

    /// What takes long.
    @FunctionalInterface
    interface Work {
        Object run(Progress progress) throws IOException;
    }

    private record Step(String phase, long doneBytes, long totalBytes) {}

    static void answer(Exchange exchange, Work work) throws IOException {
        OutputStream out = exchange.stream(200, TYPE);
        new ProgressLines(out).run(work);
        out.close();
    }

    private void run(Work work) throws IOException {
        var task = new FutureTask<>(() -> work.run((phase, done, total) -> latest.set(new Step(phase, done, total))));
        Thread.ofVirtual().name("http-work").start(task);
        try {
            follow(task);
        } finally {
            join(task);
        }
    }

    private void follow(FutureTask<Object> task) throws IOException {
        Step told = null;
        int quiet = 0;
        while (true) {
            try {
                line(Map.of("result", task.get(PACE_MILLIS, TimeUnit.MILLISECONDS)));
                return;
            } catch (TimeoutException stillWorking) {
                Step step = latest.get();
                quiet++;
                if (step != null && (!step.equals(told) || quiet >= QUIET_TURNS)) {
                    line(Map.of("progress", step));
                    told = step;
                    quiet = 0;
                }
            } catch (ExecutionException failed) {
                line(Map.of("error", problem(failed.getCause())));
                return;
            } catch (InterruptedException closing) {
                throw new InterruptedIOException("the node is closing");
            }
        }
    }

    private static Problem problem(@Nullable Throwable cause) {
        return cause instanceof Exception failure ? Problem.of(failure) : Problem.ofStatus(500, "it broke");
    }

    private void line(Object json) throws IOException {
        Json.write(out, json);
        out.write('\n');
        out.flush();
    }

    private static void join(FutureTask<Object> task) {
        try {
            task.get();
        } catch (ExecutionException told) {
            // already the last line
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
