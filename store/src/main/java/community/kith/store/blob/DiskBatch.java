package community.kith.store.blob;

import community.kith.base.name.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Blobs that become durable together: large ones are forced side by side, small ones share a write. Small ones wait in
/// memory up to a bound; what comes after that waits in files.
final class DiskBatch implements BlobBatch {
    private static final int PUBLISHED_AT_ONCE = 512;
    private static final long MEMORY_BYTES = 4 * 1024 * 1024;

    private final DiskBlobs blobs;
    private final int forcedAtOnce;
    private final List<Arrival> waiting = new ArrayList<>();
    private final List<Incoming> files = new ArrayList<>();
    private long inMemory;
    private long reserved;

    DiskBatch(DiskBlobs blobs, int forcedAtOnce) {
        this.blobs = blobs;
        this.forcedAtOnce = forcedAtOnce;
    }

    @Override
    public Cid put(InputStream in, long sizeBytes) throws IOException {
        if (fitsMemory(sizeBytes)) {
            byte[] bytes = blobs.take(in, sizeBytes);
            reserved += bytes.length;
            Cid cid = Cid.ofRaw(bytes);
            wait(cid, bytes, 0, bytes.length);
            return cid;
        }
        Incoming incoming = incoming(sizeBytes);
        Cid cid = incoming.write(in);
        waiting.add(new Arrival.Big(Key.of(cid), incoming));
        return cid;
    }

    @Override
    public void put(Cid expected, InputStream in, long sizeBytes) throws IOException {
        Names.require(expected);
        if (fitsMemory(sizeBytes)) {
            byte[] bytes = blobs.take(in, sizeBytes);
            reserved += bytes.length;
            DiskBlobs.requireSame(expected, Cid.ofRaw(bytes), sizeBytes);
            wait(expected, bytes, 0, bytes.length);
        } else {
            Incoming incoming = incoming(sizeBytes);
            DiskBlobs.requireSame(expected, incoming.write(in), sizeBytes);
            waiting.add(new Arrival.Big(Key.of(expected), incoming));
        }
    }

    @Override
    public void putHashed(Cid cid, byte[] bytes, int offset, int length) throws IOException {
        Names.require(cid);
        if (fitsMemory(length)) {
            blobs.reserve(length);
            reserved += length;
            wait(cid, java.util.Arrays.copyOfRange(bytes, offset, offset + length), 0, length);
        } else {
            Incoming incoming = incoming(length);
            incoming.write(bytes, offset);
            waiting.add(new Arrival.Big(Key.of(cid), incoming));
        }
    }

    private boolean fitsMemory(long sizeBytes) {
        return blobs.isSmall(sizeBytes) && inMemory + sizeBytes <= MEMORY_BYTES;
    }

    private void wait(Cid cid, byte[] bytes, int offset, int length) {
        inMemory += length;
        waiting.add(new Arrival.Small(Key.of(cid), bytes, offset, length));
    }

    private Incoming incoming(long sizeBytes) throws IOException {
        Incoming incoming = blobs.incoming(sizeBytes);
        files.add(incoming);
        return incoming;
    }

    @Override
    public void commit() throws IOException {
        List<Incoming> large = waiting.stream()
                .filter(Arrival.Big.class::isInstance)
                .map(arrival -> ((Arrival.Big) arrival).incoming())
                .toList();
        for (int from = 0; from < large.size(); from += forcedAtOnce) {
            forceTogether(large.subList(from, Math.min(large.size(), from + forcedAtOnce)));
        }
        for (int from = 0; from < waiting.size(); from += PUBLISHED_AT_ONCE) {
            blobs.publish(waiting.subList(from, Math.min(waiting.size(), from + PUBLISHED_AT_ONCE)));
        }
        close();
    }

    private static void forceTogether(List<Incoming> some) throws IOException {
        List<FutureTask<Void>> tasks = some.stream()
                .map(each -> new FutureTask<Void>(() -> {
                    each.force();
                    return null;
                }))
                .toList();
        tasks.forEach(task -> Thread.ofVirtual().name("blob-force").start(task));
        IOException failed = null;
        for (FutureTask<Void> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                failed = e.getCause() instanceof IOException known
                        ? known
                        : new IOException("a blob could not be made durable", e.getCause());
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
        for (Incoming file : files) {
            file.close();
        }
        blobs.release(reserved);
        reserved = 0;
        inMemory = 0;
        files.clear();
        waiting.clear();
    }
}
