package community.kith.bench;

import community.kith.base.name.Cid;
import community.kith.bench.work.Proc;
import community.kith.store.blob.BlobBatch;
import community.kith.store.blob.DiskBlobs;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Many small blobs in one store: `fill FOLDER COUNT` puts them, `open FOLDER COUNT` opens the store and prints one
/// object of how long that took, what it needs, and how fast blobs are looked up.
public final class BlobCrowd {
    private static final int BATCH = 512;
    private static final int AT_ONCE = 8;
    private static final int LOOKS = 200_000;
    private static final double MIB = 1024 * 1024;

    private BlobCrowd() {}

    public static void main(String... args) throws IOException, InterruptedException {
        Path folder = Path.of(args[1]);
        int count = Integer.parseInt(args[2]);
        switch (args[0]) {
            case "fill" -> fill(folder, count);
            case "open" -> open(folder, count);
            default -> throw new IllegalArgumentException("fill or open, not " + args[0]);
        }
    }

    private static byte[] blob(int number) {
        return ByteBuffer.allocate(16).putLong(number).putLong(-number).array();
    }

    private static void fill(Path folder, int count) throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        try (DiskBlobs blobs = new DiskBlobs(folder);
                ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                all.add(threads.submit(() -> fill(blobs, next, count)));
            }
            for (Future<Integer> one : all) {
                one.get();
            }
            if (blobs.count() != count) {
                throw new IOException(blobs.count() + " blobs are there, not " + count);
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static int fill(DiskBlobs blobs, AtomicInteger next, int count) throws IOException {
        int put = 0;
        for (int from = next.getAndAdd(BATCH); from < count; from = next.getAndAdd(BATCH)) {
            try (BlobBatch batch = blobs.batch()) {
                for (int i = from; i < Math.min(from + BATCH, count); i++) {
                    byte[] bytes = blob(i);
                    batch.putHashed(Cid.ofRaw(bytes), bytes, 0, bytes.length);
                    put++;
                }
                batch.commit();
            }
        }
        return put;
    }

    private static void open(Path folder, int count) throws IOException {
        long began = System.nanoTime();
        try (DiskBlobs blobs = new DiskBlobs(folder)) {
            double seconds = seconds(began);
            if (blobs.count() != count) {
                throw new IOException(blobs.count() + " blobs are there, not " + count);
            }
            SplittableRandom chance = new SplittableRandom(1);
            long looked = System.nanoTime();
            for (int i = 0; i < LOOKS; i++) {
                if (!blobs.has(Cid.ofRaw(blob(chance.nextInt(count))))) {
                    throw new IOException("a blob is missing");
                }
            }
            double rate = LOOKS / seconds(looked);
            double resident = Proc.residentMib(ProcessHandle.current().pid());
            System.gc();
            double heap =
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB;
            System.out.printf(
                    Locale.ROOT,
                    "{\"seconds\":%.3f,\"heapMib\":%.1f,\"residentMib\":%.1f,\"looks\":%.0f}%n",
                    seconds,
                    heap,
                    resident,
                    rate);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
