package community.kith.bench.side;

import community.kith.bench.figure.Figure;
import community.kith.bench.figure.Goal;
import community.kith.bench.figure.Peer;
import community.kith.bench.figure.Samples;
import community.kith.bench.work.Scratch;
import community.kith.store.blob.DiskBlobs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Blobs of 4 KiB that are on the disk when a put returns, 64 at a time: ours, an append to one file with a force for
/// each 64, SQLite with a transaction for each 64, and a file with a force for each.
final class SmallBench implements Bench {
    private static final int BLOB_BYTES = 4096;
    private static final int AT_ONCE = 64;
    private static final int BLOBS = 16_384;
    private static final int FILES = 1_024;
    private static final int RUNS = 3;

    @Override
    public String name() {
        return "small";
    }

    @Override
    public String about() {
        return "durable puts of 4 KiB, 64 at a time, against a raw append, SQLite, and files";
    }

    /// One way of putting blobs.
    private interface Way {
        /// @return how long the puts took, from the first to the last; opening and closing are something else
        Duration put(Path folder, int count) throws IOException, InterruptedException;
    }

    @Override
    public void run(Plan plan, Consumer<Figure> report) throws IOException, InterruptedException {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int run = 0; run <= plan.runs().orElse(RUNS); run++) {
            boolean counts = run > 0; // the first only warms up
            measure(plan, counts, "ours", BLOBS, SmallBench::ours, rates);
            measure(plan, counts, "raw append", BLOBS, SmallBench::append, rates);
            measure(plan, counts, "SQLite", BLOBS, SmallBench::sqlite, rates);
            measure(plan, counts, "file and fsync", FILES, SmallBench::files, rates);
        }
        Samples ours = samples(rates, "ours");
        report.accept(figure(ours, rates, "raw append", 0.7));
        report.accept(figure(ours, rates, "SQLite", 4));
        report.accept(figure(ours, rates, "file and fsync", 30));
    }

    private static Figure figure(Samples ours, Map<String, List<Double>> rates, String peer, double goal) {
        return new Figure(
                "small.put",
                "/s",
                ours,
                new Peer.Measured(peer, samples(rates, peer)),
                Optional.of(new Goal.AtLeast(goal)));
    }

    private static Samples samples(Map<String, List<Double>> rates, String name) {
        return new Samples(rates.getOrDefault(name, List.of()));
    }

    private static void measure(
            Plan plan, boolean counts, String name, int count, Way way, Map<String, List<Double>> rates)
            throws IOException, InterruptedException {
        plan.say(count + " blobs: " + name);
        try (Scratch scratch = Scratch.on(plan.checkout().resolve("bench/target/work"))) {
            Path folder = scratch.folder("blobs");
            double seconds = way.put(folder, count).toNanos() / 1e9;
            List<Double> known = rates.computeIfAbsent(name, first -> new ArrayList<>());
            if (counts) {
                known.add(count / seconds);
            }
        }
    }

    private static byte[] blob(int number) {
        byte[] bytes = new byte[BLOB_BYTES];
        new java.util.SplittableRandom(number).nextBytes(bytes);
        return bytes;
    }

    private interface Put {
        void put(int number) throws IOException;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Duration sideBySide(int count, Put put) throws IOException, InterruptedException {
        long start = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < AT_ONCE; i++) {
                all.add(threads.submit(() -> {
                    for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                        put.put(number);
                    }
                    return true;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        return since(start);
    }

    private static Duration ours(Path folder, int count) throws IOException, InterruptedException {
        try (DiskBlobs blobs = new DiskBlobs(folder)) {
            return sideBySide(count, number -> blobs.put(blob(number), 0, BLOB_BYTES));
        }
    }

    private static Duration append(Path folder, int count) throws IOException {
        ByteBuffer group = ByteBuffer.allocateDirect(AT_ONCE * BLOB_BYTES);
        try (FileChannel file =
                FileChannel.open(folder.resolve("pack"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long start = System.nanoTime();
            for (int i = 0; i < count; i += AT_ONCE) {
                group.clear();
                for (int j = 0; j < AT_ONCE; j++) {
                    group.put(blob(i + j));
                }
                group.flip();
                while (group.hasRemaining()) {
                    file.write(group);
                }
                file.force(false);
            }
            return since(start);
        }
    }

    private static Duration sqlite(Path folder, int count) throws IOException {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("db"))) {
            try (var statement = database.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = FULL");
                statement.execute("CREATE TABLE blob (name BLOB PRIMARY KEY, bytes BLOB) WITHOUT ROWID");
            }
            database.setAutoCommit(false);
            long start = System.nanoTime();
            try (PreparedStatement insert = database.prepareStatement("INSERT INTO blob VALUES (?, ?)")) {
                for (int i = 0; i < count; i++) {
                    byte[] bytes = blob(i);
                    insert.setBytes(1, community.kith.base.crypto.Sha256.of(bytes));
                    insert.setBytes(2, bytes);
                    insert.execute();
                    if (i % AT_ONCE == AT_ONCE - 1) {
                        database.commit();
                    }
                }
            }
            database.commit();
            return since(start);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static Duration files(Path folder, int count) throws IOException, InterruptedException {
        return sideBySide(count, number -> {
            try (FileChannel file = FileChannel.open(
                    folder.resolve(Integer.toString(number)),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.wrap(blob(number)));
                file.force(true);
            }
        });
    }
}
