package community.kith.store.blob;

import community.kith.base.name.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Temporary files that are forced side by side, which the disk does together, and then renamed.
final class FileBatch implements BlobBatch {
    private static final int FORCED_AT_ONCE = 16;

    private final FileBlobs blobs;
    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(Cid cid, Incoming incoming) {}

    FileBatch(FileBlobs blobs) {
        this.blobs = blobs;
    }

    @Override
    public Cid put(InputStream in, long sizeBytes) throws IOException {
        Incoming incoming = blobs.incoming(sizeBytes);
        return receive(incoming, () -> incoming.write(in));
    }

    @Override
    public void put(Cid expected, InputStream in, long sizeBytes) throws IOException {
        Names.require(expected);
        Incoming incoming = blobs.incoming(sizeBytes);
        receive(incoming, () -> {
            FileBlobs.requireSame(expected, incoming.write(in), sizeBytes);
            return expected;
        });
    }

    @Override
    public void putHashed(Cid cid, byte[] bytes, int offset, int length) throws IOException {
        Names.require(cid);
        Incoming incoming = blobs.incoming(length);
        receive(incoming, () -> {
            incoming.write(bytes, offset);
            return cid;
        });
    }

    private Cid receive(Incoming incoming, Writing writing) throws IOException {
        boolean kept = false;
        try {
            Cid cid = writing.write();
            waiting.add(new Waiting(cid, incoming));
            kept = true;
            return cid;
        } finally {
            if (!kept) {
                incoming.close();
            }
        }
    }

    private interface Writing {
        Cid write() throws IOException;
    }

    @Override
    public void commit() throws IOException {
        for (int from = 0; from < waiting.size(); from += FORCED_AT_ONCE) {
            forceTogether(waiting.subList(from, Math.min(waiting.size(), from + FORCED_AT_ONCE)));
        }
        for (Waiting blob : waiting) {
            blobs.publish(blob.incoming(), blob.cid());
        }
        blobs.sync(waiting.stream().map(Waiting::cid).toList());
        waiting.clear();
    }

    private static void forceTogether(List<Waiting> some) throws IOException {
        List<FutureTask<Void>> tasks = some.stream()
                .map(blob -> new FutureTask<Void>(() -> {
                    blob.incoming().force();
                    return null;
                }))
                .toList();
        tasks.forEach(task -> Thread.ofVirtual().name("blob-force").start(task));
        IOException failed = null;
        for (FutureTask<Void> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                failed = new IOException("a blob could not be made durable", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failed = new IOException("interrupted while blobs were made durable", e);
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    @Override
    public void close() throws IOException {
        for (Waiting blob : waiting) {
            blob.incoming().close();
        }
        waiting.clear();
    }
}
