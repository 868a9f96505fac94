package community.kith.store.s3;

import community.kith.base.name.Cid;
import community.kith.store.blob.BlobBatch;
import community.kith.store.blob.Names;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Blobs that are sent side by side when the batch is committed.
final class S3Batch implements BlobBatch {
    private static final int SENT_AT_ONCE = 16;

    private final S3Blobs blobs;
    private final Map<Cid, Spool> waiting = new LinkedHashMap<>();

    S3Batch(S3Blobs blobs) {
        this.blobs = blobs;
    }

    @Override
    public Cid put(InputStream in, long sizeBytes) throws IOException {
        return keep(blobs.spool(sizeBytes), spool -> spool.fill(in));
    }

    @Override
    public void put(Cid expected, InputStream in, long sizeBytes) throws IOException {
        Names.require(expected);
        keep(blobs.spool(sizeBytes), spool -> S3Blobs.requireSame(expected, spool.fill(in), sizeBytes));
    }

    /// The bytes are copied: the caller may change them before the commit.
    @Override
    public void putHashed(Cid cid, byte[] bytes, int offset, int length) throws IOException {
        Names.require(cid);
        java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
        keep(blobs.spool(length), spool -> {
            spool.fill(java.util.Arrays.copyOfRange(bytes, offset, offset + length), 0);
            return cid;
        });
    }

    private interface Filling {
        Cid fill(Spool spool) throws IOException;
    }

    private Cid keep(Spool spool, Filling filling) throws IOException {
        var kept = false;
        try {
            var cid = filling.fill(spool);
            kept = waiting.putIfAbsent(cid, spool) == null;
            return cid;
        } finally {
            if (!kept) {
                spool.close();
            }
        }
    }

    @Override
    public void commit() throws IOException {
        var all = new ArrayList<>(waiting.entrySet());
        for (var from = 0; from < all.size(); from += SENT_AT_ONCE) {
            sendTogether(all.subList(from, Math.min(all.size(), from + SENT_AT_ONCE)));
        }
        close();
    }

    private void sendTogether(List<Map.Entry<Cid, Spool>> some) throws IOException {
        var tasks = some.stream()
                .map(each -> new FutureTask<Void>(() -> {
                    blobs.upload(each.getValue(), each.getKey());
                    return null;
                }))
                .toList();
        tasks.forEach(task -> Thread.ofVirtual().name("s3-put").start(task));
        IOException failed = null;
        for (var task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                failed = e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
            } catch (InterruptedException e) {
                tasks.forEach(each -> each.cancel(true));
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while blobs were sent", e);
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    @Override
    public void close() throws IOException {
        for (var spool : waiting.values()) {
            spool.close();
        }
        waiting.clear();
    }
}
