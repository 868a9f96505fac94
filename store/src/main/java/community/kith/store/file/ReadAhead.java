package community.kith.store.file;

import community.kith.store.manifest.Segment;
import java.io.IOException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Fetches and decodes one segment on another thread while its owner uses the one before. For one thread.
final class ReadAhead implements AutoCloseable {
    private final SegmentDecoder decoder;
    private @Nullable FutureTask<byte[][]> fetching;
    private @Nullable Thread thread;

    ReadAhead(ShardSource source) {
        this.decoder = new SegmentDecoder(source);
    }

    void start(Segment segment) {
        FutureTask<byte[][]> task = new FutureTask<>(() -> decoder.dataShards(segment));
        fetching = task;
        thread = Thread.ofVirtual().name("segment-source").start(task);
    }

    /// The data shards of the segment that was started last.
    byte[][] take() throws IOException {
        if (fetching == null) {
            throw new IllegalStateException("nothing was started");
        }
        byte[][] data = Tasks.await(fetching, "shards");
        fetching = null;
        return data;
    }

    /// Breaks off what is still being fetched, and waits for the thread to end.
    @Override
    public void close() {
        if (fetching != null) {
            fetching.cancel(true);
        }
        if (thread != null) {
            Tasks.join(thread);
        }
    }
}
