package community.kith.store.file;

import java.io.IOException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Hands segments to the sink on another thread, one at a time, so that the next can be made meanwhile. For one thread.
final class Conveyor implements AutoCloseable {
    private final SegmentSink sink;
    private @Nullable FutureTask<Void> handingOver;
    private @Nullable Thread thread;

    Conveyor(SegmentSink sink) {
        this.sink = sink;
    }

    /// Waits until the sink has done with the segment before, then starts handing over this one.
    void send(CodedSegment segment) throws IOException {
        await();
        FutureTask<Void> task = new FutureTask<>(() -> {
            sink.accept(segment);
            return null;
        });
        handingOver = task;
        thread = Thread.ofVirtual().name("segment-sink").start(task);
    }

    /// Waits until the sink has done with everything sent.
    void await() throws IOException {
        if (handingOver != null) {
            Tasks.await(handingOver, "the sink");
            handingOver = null;
        }
    }

    /// Breaks off what is still being handed over, and waits for the thread to end.
    @Override
    public void close() {
        if (handingOver != null) {
            handingOver.cancel(true);
        }
        if (thread != null) {
            Tasks.join(thread);
        }
    }
}
