package community.kith.store.blob;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Cid;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a process that puts and deletes, and looks at what it left.
class CrashTest {
    @TempDir
    private Path folder;

    @Test
    void nothingAcknowledgedIsLostWhenKilled() throws IOException, InterruptedException {
        killAndLook(new Random(1), 3);
    }

    @Test
    @Tag("soak")
    void nothingAcknowledgedIsLostHoweverOftenKilled() throws IOException, InterruptedException {
        killAndLook(new Random(2), 60);
    }

    private void killAndLook(Random random, int rounds) throws IOException, InterruptedException {
        Set<Cid> acknowledged = new HashSet<>();
        for (int round = 0; round < rounds; round++) {
            writeUntilKilled(random.nextLong(), random.nextInt(5, 120), acknowledged);
            try (DiskBlobs blobs = new DiskBlobs(folder, DiskBlobsTest.hurried(100_000))) {
                for (Cid cid : acknowledged) {
                    assertThat(blobs.verify(cid))
                            .as("%s after round %d", cid, round)
                            .isTrue();
                }
                assertExact(blobs);
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(rounds);
    }

    private void assertExact(DiskBlobs blobs) throws IOException {
        long[] found = new long[2];
        blobs.forEach(cid -> {
            found[0]++;
            found[1] += blobs.size(cid).orElseThrow();
        });
        assertThat(blobs.count()).isEqualTo(found[0]);
        assertThat(blobs.usedBytes()).isEqualTo(found[1]);
        long[] inFiles = new long[1];
        Layout.forEachFile(new LocalVolume(folder), key -> inFiles[0]++);
        long known = blobs.tenure().with(store -> filed(store.parts().index()));
        assertThat(known).isEqualTo(inFiles[0]);
        assertThat(folder.resolve("tmp")).isEmptyDirectory();
    }

    private static long filed(Index index) throws IOException {
        return index.after(null, Integer.MAX_VALUE).rows().stream()
                .filter(row -> row.place() instanceof Place.Filed)
                .count();
    }

    private void writeUntilKilled(long seed, int lines, Set<Cid> acknowledged)
            throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString(),
                        Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = child.inputReader()) {
            // a child that fills its room ends by itself
            String said = out.readLine();
            for (int i = 1; i < lines && said != null; i++) {
                note(said, acknowledged);
                said = out.readLine();
            }
            if (said != null) {
                note(said, acknowledged);
            }
            child.toHandle().destroyForcibly(); // unlike Process, leaves what it said readable
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                note(line, acknowledged);
            }
        } finally {
            child.destroyForcibly();
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void note(String line, Set<Cid> acknowledged) throws ProtocolException {
        if (line.startsWith("put ") && line.endsWith(".")) {
            acknowledged.add(Cid.parse(line.substring(4, line.length() - 1)));
        } else if (line.startsWith("del ") && line.endsWith(".")) {
            acknowledged.remove(Cid.parse(line.substring(4, line.length() - 1)));
        }
    }

    /// Puts, batches and deletes until killed, saying each time what it is about to delete or what it has put.
    static final class Child {
        private Child() {}

        static void main(String[] args) throws IOException {
            Random random = new Random(Long.parseLong(args[1]));
            try (DiskBlobs blobs = new DiskBlobs(Path.of(args[0]), DiskBlobsTest.hurried(100_000))) {
                while (true) {
                    Cid cid = blobs.put(BlobsContract.bytes(random.nextLong(), 300_000), 0, random.nextInt(300_000));
                    System.out.println("put " + cid + ".");
                    if (random.nextInt(4) == 0) {
                        System.out.println("del " + cid + ".");
                        blobs.delete(cid);
                    }
                    if (random.nextInt(4) == 0) {
                        batch(blobs, random);
                    }
                }
            }
        }

        private static void batch(DiskBlobs blobs, Random random) throws IOException {
            Set<Cid> put = new HashSet<>();
            try (BlobBatch batch = blobs.batch()) {
                for (int i = 0; i < 10; i++) {
                    byte[] bytes = BlobsContract.bytes(random.nextLong(), 2000);
                    put.add(batch.put(new ByteArrayInputStream(bytes), bytes.length));
                }
                batch.commit();
            }
            put.forEach(cid -> System.out.println("put " + cid + "."));
        }
    }
}
