package community.kith.store.file;

import community.kith.store.manifest.Segment;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/// Fetches and decodes segments on other threads while its owner uses the one before: one at a time, and more at once
/// when
/// the source says that it is worth it, the owner keeps up, and there is memory for it. For one thread.
final class ReadAhead implements AutoCloseable {
    /// Segments beyond the first of each reader that may be in memory, all readers together: a sixth of the heap.
    private static final Semaphore MEMORY =
            new Semaphore((int) Math.max(1, Runtime.getRuntime().maxMemory() / 6 / Segment.MAX_BYTES));

    private final ShardSource source;
    private final SegmentDecoder decoder;
    private final Deque<Fetch> fetches = new ArrayDeque<>();
    private boolean ownerKeepsUp;

    private record Fetch(FutureTask<byte[][]> task, Thread thread, boolean extra) {}

    ReadAhead(ShardSource source) {
        this.source = source;
        this.decoder = new SegmentDecoder(source);
    }

    /// Begins with a segment, which [#take] will yield after those begun before.
    ///
    /// @return false when it is not worth it now
    boolean start(Segment segment) {
        boolean extra = !fetches.isEmpty();
        if (extra && (!ownerKeepsUp || fetches.size() >= source.ahead() || !MEMORY.tryAcquire())) {
            return false;
        }
        FutureTask<byte[][]> task = new FutureTask<>(() -> decoder.dataShards(segment));
        fetches.add(new Fetch(task, Thread.ofVirtual().name("segment-source").start(task), extra));
        return true;
    }

    /// The data shards of the segment that was begun first.
    byte[][] take() throws IOException {
        Fetch first = fetches.peek();
        if (first == null) {
            throw new IllegalStateException("nothing was started");
        }
        ownerKeepsUp = !first.task.isDone();
        byte[][] data = Tasks.await(first.task, "shards");
        fetches.remove();
        end(first);
        return data;
    }

    private static void end(Fetch fetch) {
        if (fetch.extra) {
            MEMORY.release();
        }
    }

    /// Breaks off what is still being fetched, and waits for the threads to end.
    @Override
    public void close() {
        fetches.forEach(fetch -> fetch.task.cancel(true));
        for (Fetch fetch : fetches) {
            Tasks.join(fetch.thread);
            end(fetch);
        }
        fetches.clear();
    }
}
