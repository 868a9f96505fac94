package community.kith.store.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.name.Cid;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of blobs does.
abstract class BlobsContract {
    static final int MIB = 1024 * 1024;

    private Blobs blobs;

    abstract Blobs open(long capacityBytes) throws IOException;

    /// Flips a bit of a stored blob behind the store's back.
    abstract void damage(Blobs blobs, Cid cid, int atByte) throws IOException;

    @BeforeEach
    void openRoomy() throws IOException {
        blobs = open(64 * MIB);
    }

    @AfterEach
    void close() throws IOException {
        blobs.close();
    }

    @Test
    void whatWasPutIsThereUnderItsHash() throws IOException {
        for (int size : new int[] {0, 1, 1000, 64 * 1024, 64 * 1024 + 1, 3 * MIB}) {
            byte[] bytes = bytes(size, size);

            Cid cid = blobs.put(new ByteArrayInputStream(bytes), size);

            assertThat(cid).isEqualTo(Cid.ofRaw(bytes));
            assertThat(blobs.has(cid)).isTrue();
            assertThat(blobs.size(cid)).hasValue(size);
            assertThat(blobs.read(cid, size)).hasValue(bytes);
            assertThat(blobs.verify(cid)).isTrue();
        }
        assertThat(blobs.count()).isEqualTo(6);
    }

    @Test
    void everyWayToPutGivesTheSame() throws IOException {
        byte[] bytes = bytes(1, 5000);
        byte[] part = Arrays.copyOfRange(bytes, 100, 4100);

        assertThat(blobs.put(bytes, 100, 4000)).isEqualTo(Cid.ofRaw(part));
        blobs.delete(Cid.ofRaw(part));
        blobs.putHashed(Cid.ofRaw(part), bytes, 100, 4000);
        assertThat(blobs.read(Cid.ofRaw(part), 4000)).hasValue(part);
        blobs.delete(Cid.ofRaw(part));
        blobs.put(Cid.ofRaw(part), new ByteArrayInputStream(part), 4000);
        assertThat(blobs.read(Cid.ofRaw(part), 4000)).hasValue(part);
    }

    @Test
    void aPutReadsItsOwnBytesAndNoFurther() throws IOException {
        InputStream in = new ByteArrayInputStream(bytes(2, 300));

        blobs.put(in, 100);
        blobs.put(in, 150);

        assertThat(in.readAllBytes()).hasSize(50);
    }

    @Test
    void bytesThatAreNotWhatWasNamedLeaveNothing() {
        Cid expected = Cid.ofRaw(bytes(3, 10));

        assertThatThrownBy(() -> blobs.put(expected, new ByteArrayInputStream(bytes(4, 10)), 10))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(expected.toString());
        assertEmpty();
    }

    @Test
    void bytesThatEndEarlyLeaveNothing() {
        assertThatThrownBy(() -> blobs.put(new ByteArrayInputStream(bytes(5, 99_999)), 100_000))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("99999");
        assertEmpty();
    }

    @Test
    void anInputThatBreaksLeavesNothing() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return read();
            }
        };
        assertThatThrownBy(() -> blobs.put(broken, 10)).hasMessage("connection reset");
        assertEmpty();
    }

    @Test
    void whatIsNotThereIsMissing() throws IOException {
        Cid cid = Cid.ofRaw(bytes(6, 10));

        assertThat(blobs.has(cid)).isFalse();
        assertThat(blobs.size(cid)).isEmpty();
        assertThat(blobs.read(cid, 100)).isEmpty();
        assertThat(blobs.open(cid, 0, 0)).isEmpty();
        assertThat(blobs.verify(cid)).isFalse();
        assertThat(blobs.delete(cid)).isFalse();
    }

    @Test
    void namesOfAnotherKindAreMissingAndNotTaken() throws IOException {
        byte[] bytes = bytes(7, 10);
        Cid other = Cid.dagCbor(bytes);
        blobs.put(bytes, 0, 10);

        assertThat(blobs.has(other)).isFalse();
        assertThat(blobs.size(other)).isEmpty();
        assertThat(blobs.read(other, 10)).isEmpty();
        assertThat(blobs.delete(other)).isFalse();
        assertThatThrownBy(() -> blobs.put(other, new ByteArrayInputStream(bytes), 10))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> blobs.putHashed(other, bytes, 0, 10)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void anyRangeIsRead() throws IOException {
        byte[] bytes = bytes(8, 200_000);
        Cid cid = blobs.put(bytes, 0, bytes.length);
        Random random = new Random(9);

        for (int round = 0; round < 100; round++) {
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            try (InputStream in = blobs.open(cid, from, to).orElseThrow()) {
                assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, from, to));
            }
        }
        try (InputStream in = blobs.open(cid, 10, 20).orElseThrow()) {
            in.skipNBytes(3);
            assertThat(in.read()).isEqualTo(bytes[13] & 0xff);
            assertThat(in.readAllBytes()).hasSize(6);
            assertThat(in.read()).isEqualTo(-1);
        }
        for (int[] wrong : new int[][] {{-1, 5}, {5, 4}, {0, 200_001}}) {
            assertThatThrownBy(() -> blobs.open(cid, wrong[0], wrong[1])).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aReadIsBounded() throws IOException {
        Cid cid = blobs.put(bytes(10, 1000), 0, 1000);

        assertThatThrownBy(() -> blobs.read(cid, 999))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("1000 bytes, more than 999");
    }

    @Test
    void countAndSizeAreExactThroughPutsAgainAndDeletes() throws IOException {
        Cid one = blobs.put(bytes(11, 1000), 0, 1000);
        Cid two = blobs.put(bytes(12, 500), 0, 500);
        blobs.put(bytes(11, 1000), 0, 1000);
        assertUsage(2, 1500);

        assertThat(blobs.delete(one)).isTrue();
        assertUsage(1, 500);
        assertThat(blobs.has(one)).isFalse();
        assertThat(blobs.delete(one)).isFalse();
        assertThat(blobs.delete(two)).isTrue();
        assertEmpty();
    }

    @Test
    void everyBlobIsVisited() throws IOException {
        Set<Cid> put = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            put.add(blobs.put(bytes(i, 10), 0, 10));
        }
        List<Cid> visited = new ArrayList<>();

        blobs.forEach(visited::add);

        assertThat(visited).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(put);
    }

    @Test
    void aDamagedBlobIsNamedOnceAndThenMissing() throws IOException {
        Cid read = blobs.put(bytes(13, 1000), 0, 1000);
        Cid verified = blobs.put(bytes(14, 200_000), 0, 200_000);
        Cid healthy = blobs.put(bytes(15, 10), 0, 10);
        damage(blobs, read, 999);
        damage(blobs, verified, 0);

        assertThatThrownBy(() -> blobs.read(read, 1000))
                .isInstanceOfSatisfying(
                        DamagedBlobException.class, e -> assertThat(e.cid()).isEqualTo(read));
        assertThatThrownBy(() -> blobs.verify(verified)).isInstanceOf(DamagedBlobException.class);

        assertThat(blobs.has(read)).isFalse();
        assertThat(blobs.read(read, 1000)).isEmpty();
        assertThat(blobs.verify(verified)).isFalse();
        assertThat(blobs.verify(healthy)).isTrue();
        assertUsage(1, 10);
    }

    @Test
    void puttingAgainHeals() throws IOException {
        byte[] bytes = bytes(16, 1000);
        Cid cid = blobs.put(bytes, 0, 1000);
        damage(blobs, cid, 5);

        blobs.put(bytes, 0, 1000);

        assertThat(blobs.read(cid, 1000)).hasValue(bytes);
        assertUsage(1, 1000);
    }

    @Test
    void aFullStoreSaysSoAndTakesWhatStillFits() throws IOException {
        try (Blobs small = open(1000)) {
            Cid first = small.put(bytes(17, 600), 0, 600);

            assertThatThrownBy(() -> small.put(bytes(18, 401), 0, 401))
                    .isInstanceOf(StorageFullException.class)
                    .hasMessageContaining("401 bytes");
            assertThat(small.count()).isEqualTo(1);
            small.put(bytes(19, 400), 0, 400);
            assertThat(small.freeBytes()).isZero();
            small.delete(first);
            assertThat(small.freeBytes()).isEqualTo(600);
            small.put(bytes(18, 401), 0, 401);
        }
    }

    @Test
    void hugeSizesAreRefusedBeforeAnythingIsAllocated() {
        assertThatThrownBy(() -> blobs.put(InputStream.nullInputStream(), Long.MAX_VALUE))
                .isInstanceOf(StorageFullException.class);
        assertThatThrownBy(() -> blobs.put(InputStream.nullInputStream(), -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertEmpty();
    }

    @Test
    void aBatchIsThereAfterItsCommitOnly() throws IOException {
        List<Cid> cids = new ArrayList<>();
        try (BlobBatch batch = blobs.batch()) {
            for (int i = 0; i < 40; i++) {
                cids.add(batch.put(new ByteArrayInputStream(bytes(i, 100)), 100));
            }
            batch.put(cids.getFirst(), new ByteArrayInputStream(bytes(0, 100)), 100);
            batch.putHashed(Cid.ofRaw(bytes(99, 100)), bytes(99, 100), 0, 100);
            assertEmpty();
            batch.commit();
        }
        for (Cid cid : cids) {
            assertThat(blobs.verify(cid)).isTrue();
        }
        assertUsage(41, 4100);
    }

    @Test
    void aBatchWithoutCommitLeavesNothing() throws IOException {
        try (BlobBatch batch = blobs.batch()) {
            batch.put(new ByteArrayInputStream(bytes(1, 100)), 100);
            assertThatThrownBy(() -> batch.put(Cid.ofRaw(bytes(2, 5)), new ByteArrayInputStream(bytes(3, 5)), 5))
                    .isInstanceOf(ProtocolException.class);
        }
        assertEmpty();
        assertThat(blobs.freeBytes()).isEqualTo(64 * MIB);
    }

    @Test
    void manyThreadsPutReadAndDeleteTheSameBlobs() throws InterruptedException, ExecutionException, IOException {
        List<byte[]> contents = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            contents.add(bytes(100 + i, 10_000 + i));
        }
        List<Future<?>> tasks = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 16; thread++) {
                Random random = new Random(thread);
                tasks.add(threads.submit(() -> {
                    for (int round = 0; round < 25; round++) {
                        byte[] bytes = contents.get(random.nextInt(contents.size()));
                        Cid cid = blobs.put(bytes, 0, bytes.length);
                        blobs.read(cid, bytes.length)
                                .ifPresent(read -> assertThat(read).isEqualTo(bytes));
                        if (random.nextInt(3) == 0) {
                            blobs.delete(cid);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
        }
        long[] found = new long[2];
        blobs.forEach(cid -> {
            found[0]++;
            found[1] += blobs.size(cid).orElseThrow();
        });
        assertUsage(found[0], found[1]);
    }

    private void assertEmpty() {
        assertUsage(0, 0);
    }

    private void assertUsage(long count, long usedBytes) {
        assertThat(blobs.count()).isEqualTo(count);
        assertThat(blobs.usedBytes()).isEqualTo(usedBytes);
    }

    static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
