package community.kith.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.name.Cid;
import community.kith.store.chunk.Chunking;
import community.kith.store.chunk.Salt;
import community.kith.store.manifest.Coding;
import community.kith.store.manifest.Entry;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.Root;
import community.kith.store.manifest.Segment;
import community.kith.store.manifest.Shape;
import community.kith.store.manifest.Stripe;
import community.kith.store.seal.ContentKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamTest {
    private static final int FRAME = Puts.FRAME;

    @ParameterizedTest
    @EnumSource
    void anySizeComesBack(Coding coding) throws IOException {
        int[] sizes = {
            0, 1, 2, 3, 17, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME - 1, 3 * FRAME, 3 * FRAME + 1, 7 * FRAME + 5
        };
        for (int size : sizes) {
            byte[] content = Puts.bytes(size, size);
            Shelf shelf = new Shelf(size);

            Split split = Puts.splitter(coding).put(new Trickle(content, size), "some.bin", shelf);

            assertThat(split.manifest().sizeBytes()).isEqualTo(size);
            assertThat(split.newBytes()).isEqualTo(size);
            assertThat(split.manifest().segments())
                    .isEqualTo(shelf.taken)
                    .hasSizeBetween(Math.ceilDiv(size, 160 * 1024), Math.ceilDiv(size, 80 * 1024));
            assertThat(split.manifest().entries())
                    .containsExactly(new Entry.File("some.bin", 0, size, Puts.NOW, false));
            Manifest opened = ContentReader.open(split.link(), split.root().blob(), shelf);
            assertThat(opened).isEqualTo(split.manifest());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new ContentReader(opened, shelf).copy(out);
            assertThat(out.toByteArray()).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyShapeComesBack(Coding coding) throws IOException {
        byte[] content = Puts.bytes(3, 5 * FRAME + 77);
        for (int[] kn : new int[][] {{1, 1}, {1, 4}, {2, 2}, {4, 7}, {7, 20}, {100, 120}, {254, 255}}) {
            Shelf shelf = new Shelf(kn[0]);
            Split split = Puts.splitter(coding, new Shape(kn[0], kn[1]), KnownChunks.NONE)
                    .put(new ByteArrayInputStream(content), "x", shelf);
            assertThat(read(split, shelf, 0, content.length)).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyRangeComesBack(Coding coding) throws IOException {
        byte[] content = Puts.bytes(5, 10 * FRAME + 1234);
        Shelf shelf = new Shelf(5);
        Split split = Puts.splitter(coding).put(new ByteArrayInputStream(content), "x", shelf);
        Random random = new Random(6);

        for (int round = 0; round < 200; round++) {
            int from = random.nextInt(content.length + 1);
            int to = from + random.nextInt(content.length - from + 1);
            assertThat(read(split, shelf, from, to)).isEqualTo(Arrays.copyOfRange(content, from, to));
        }
        assertThatThrownBy(() -> read(split, shelf, 0, content.length + 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aRangeFetchesOnlyItsSegments() throws IOException {
        byte[] content = Puts.bytes(7, 12 * FRAME);
        Shelf shelf = new Shelf(7);
        Split split = Puts.splitter(Coding.SEALED).put(new ByteArrayInputStream(content), "x", shelf);
        List<Stripe> asked = new ArrayList<>();
        ShardSource counting = (stripe, needed) -> {
            asked.add(stripe);
            return shelf.fetch(stripe, needed);
        };
        Segment second = split.manifest().segments().get(1);
        int from = split.manifest().segments().getFirst().plainBytes();

        new ContentReader(split.manifest(), counting).copy(from, from + 1, new ByteArrayOutputStream());

        assertThat(asked).containsExactly(second.stripe());
    }

    @Test
    void whatWasChangedInPlacesIsNotFetchedForEachOfThem() throws IOException {
        Recipe recipe = Puts.recipe(
                Coding.SEALED, Puts.SALT, new Chunking(1024, 4 * 1024, 16 * 1024, 8 * FRAME), bytes -> new Shape(3, 5));
        byte[] content = Puts.bytes(30, 12 * FRAME);
        Shelf shelf = new Shelf(30);
        Splitter splitter = Puts.splitter(recipe, shelf);
        splitter.put(new ByteArrayInputStream(content), "x", shelf);
        for (int at = FRAME; at < content.length; at += FRAME) {
            content[at]++;
        }
        Split changed = splitter.put(new ByteArrayInputStream(content), "x", shelf);
        List<Stripe> asked = new ArrayList<>();
        ShardSource counting = new ShardSource() {
            @Override
            public byte[] @Nullable [] fetch(Stripe stripe, int needed) {
                asked.add(stripe);
                return shelf.fetch(stripe, needed);
            }

            @Override
            public void giveBack(byte[] shard) {
                shelf.giveBack(shard);
            }
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        new ContentReader(changed.manifest(), counting).copy(out);

        assertThat(out.toByteArray()).isEqualTo(content);
        assertThat(changed.manifest().extents()).hasSizeGreaterThan(15);
        assertThat(asked).hasSizeLessThanOrEqualTo(changed.manifest().segments().size() + 1);
    }

    @Test
    void noShardAndNoManifestShowsPlaintext() throws IOException {
        byte[] canary = "this canary must not sing".getBytes(StandardCharsets.US_ASCII);
        byte[] content = new byte[4 * FRAME];
        for (int at = 0; at + canary.length < content.length; at += 100) {
            System.arraycopy(canary, 0, content, at, canary.length);
        }
        Shelf sealed = new Shelf(8);
        Shelf plain = new Shelf(8);

        Split split = Puts.splitter(Coding.SEALED).put(new ByteArrayInputStream(content), "canary.txt", sealed);
        Puts.splitter(Coding.PLAIN).put(new ByteArrayInputStream(content), "canary.txt", plain);

        assertThat(plain.contains(canary)).as("the search works").isTrue();
        assertThat(sealed.contains(canary)).isFalse();
        byte[] root = split.root().blob();
        for (String secret : new String[] {"canary", "did:key", "private", "segments", "kith"}) {
            assertThat(Shelf.indexOf(root, secret.getBytes(StandardCharsets.US_ASCII)))
                    .isNegative();
        }
    }

    @Test
    void whoSharesTheSaltMakesTheSameShardsAndNobodyElseDoes() throws IOException {
        byte[] content = Puts.bytes(9, 5 * FRAME);
        Split one = Puts.splitter(Coding.SEALED).put(new ByteArrayInputStream(content), "x", new Shelf(1));
        Split two = Puts.splitter(Coding.SEALED).put(new ByteArrayInputStream(content), "y", new Shelf(1));
        Recipe elsewhere = Puts.recipe(Coding.SEALED, Salt.PUBLIC.of("others"), Puts.SMALL, bytes -> new Shape(3, 5));
        Split other =
                Puts.splitter(elsewhere, KnownChunks.NONE).put(new ByteArrayInputStream(content), "x", new Shelf(1));

        assertThat(one.manifest().segments()).isEqualTo(two.manifest().segments());
        assertThat(one.link()).isNotEqualTo(two.link());
        assertThat(shards(one)).doesNotContainAnyElementsOf(shards(other));
        assertThat(keys(one)).doesNotHaveDuplicates().doesNotContainAnyElementsOf(keys(other));
    }

    private static List<Cid> shards(Split split) {
        return split.manifest().segments().stream()
                .flatMap(segment -> segment.stripe().shards().stream())
                .toList();
    }

    private static List<ContentKey> keys(Split split) {
        return split.manifest().segments().stream()
                .map(segment -> segment.key().orElseThrow())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsStoredAlreadyIsNotStoredAgain(Coding coding) throws IOException {
        byte[] content = Puts.bytes(20, 20 * FRAME);
        Shelf shelf = new Shelf(20);
        Splitter splitter = Puts.splitter(coding, new Shape(3, 5), shelf);
        Split first = splitter.put(new ByteArrayInputStream(content), "x", shelf);
        byte[] longer = new byte[content.length + 3000];
        System.arraycopy(content, 0, longer, 0, 9 * FRAME);
        System.arraycopy(Puts.bytes(21, 3000), 0, longer, 9 * FRAME, 3000);
        System.arraycopy(content, 9 * FRAME, longer, 9 * FRAME + 3000, content.length - 9 * FRAME);

        Split same = splitter.put(new ByteArrayInputStream(content), "y", shelf);
        Split changed = splitter.put(new ByteArrayInputStream(longer), "z", shelf);

        assertThat(first.newBytes()).isEqualTo(content.length);
        assertThat(same.newBytes()).isZero();
        assertThat(same.manifest().segments()).isEqualTo(first.manifest().segments());
        assertThat(changed.newBytes()).isBetween(3000L, 3L * 64 * 1024);
        assertThat(read(changed, shelf, 0, longer.length)).isEqualTo(longer);
        assertThat(read(changed, shelf, 9 * FRAME - 5, 9 * FRAME + 3005))
                .isEqualTo(Arrays.copyOfRange(longer, 9 * FRAME - 5, 9 * FRAME + 3005));
        assertThat(Root.open(changed.link(), changed.root().blob())).isEqualTo(new Root.Whole(changed.manifest()));
    }

    @Test
    void aStreamThatRepeatsItselfIsStoredOnce() throws IOException {
        Shelf shelf = new Shelf(22);
        byte[] content = new byte[40 * FRAME];
        for (int i = 0; i < 4; i++) {
            System.arraycopy(Puts.bytes(23, 10 * FRAME), 0, content, i * 10 * FRAME, 10 * FRAME);
        }
        Split split = Puts.splitter(Coding.SEALED).put(new ByteArrayInputStream(content), "x", shelf);

        assertThat(split.newBytes()).isLessThan(11L * FRAME + 3 * 2 * FRAME);
        assertThat(read(split, shelf, 0, content.length)).isEqualTo(content);
    }

    @Test
    void aFlippedBitThatSlippedThroughIsRefused() throws IOException {
        byte[] content = Puts.bytes(10, 6 * FRAME);
        Shelf shelf = new Shelf(10);
        Split split = Puts.splitter(Coding.SEALED).put(new ByteArrayInputStream(content), "x", shelf);
        ShardSource careless = (segment, needed) -> {
            byte[][] shards = shelf.fetch(segment, segment.n());
            shards[1][5] ^= 4;
            return shards;
        };

        assertThatThrownBy(() -> new ContentReader(split.manifest(), careless).copy(new ByteArrayOutputStream()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("does not open");
    }

    @Test
    void shardsThatContradictEachOtherAreRefused() throws IOException {
        byte[] content = Puts.bytes(11, 1000);
        Shelf shelf = new Shelf(11);
        Split split = Puts.splitter(Coding.PLAIN).put(new ByteArrayInputStream(content), "x", shelf);
        Manifest honest = split.manifest();
        Segment segment = honest.segments().getFirst();
        byte[] forged = Puts.bytes(12, segment.stripe().shardBytes());
        List<Cid> shards = new ArrayList<>(segment.stripe().shards());
        shards.set(4, Cid.ofRaw(forged));
        shelf.shards.put(Cid.ofRaw(forged), forged);
        Segment lie = new Segment(
                segment.plainBytes(),
                segment.key(),
                new Stripe(3, 5, segment.stripe().shardBytes(), shards));
        Manifest dishonest = new Manifest(honest.about(), List.of(lie), honest.extents(), honest.entries(), List.of());
        ShardSource withoutTheFirst = (wanted, needed) -> {
            byte[][] rows = shelf.fetch(wanted, wanted.n());
            rows[0] = null;
            rows[3] = null;
            return rows;
        };

        assertThatThrownBy(() -> new ContentReader(dishonest, withoutTheFirst).copy(new ByteArrayOutputStream()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("contradict each other in row 0");
    }

    @Test
    void sourcesThatGiveTooLittleAreToldApart() throws IOException {
        Shelf shelf = new Shelf(13);
        Split split = Puts.splitter(Coding.SEALED).put(new ByteArrayInputStream(new byte[9]), "x", shelf);
        ShardSource tooFew = (segment, needed) -> shelf.fetch(segment, needed - 1);
        ShardSource tooShort = (segment, needed) -> {
            byte[][] rows = shelf.fetch(segment, needed);
            for (int row = 0; row < rows.length; row++) {
                rows[row] = rows[row] == null ? null : Arrays.copyOf(rows[row], 1);
            }
            return rows;
        };
        ShardSource unreachable = (segment, needed) -> {
            throw new IOException("2 shards are missing");
        };

        assertFails(split, tooFew, "2 of 3 shards");
        assertFails(split, tooShort, "a shard of 1 bytes");
        assertFails(split, unreachable, "2 shards are missing");
    }

    @Test
    void whatTheSinkThrowsReachesTheCallerAndEndsThePut() {
        IOException full = new IOException("nobody has room");
        int[] taken = {0};
        SegmentSink sink = segment -> {
            if (++taken[0] == 2) {
                throw full;
            }
        };
        Random random = new Random(14);
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 7;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                random.nextBytes(into);
                return length;
            }
        };

        assertThatThrownBy(() -> Puts.splitter(Coding.SEALED).put(endless, "x", sink))
                .isSameAs(full);
        assertThat(taken[0]).isEqualTo(2);
    }

    @Test
    void aBrokenInputEndsThePut() {
        InputStream broken = new InputStream() {
            private int left = 5 * FRAME;

            @Override
            public int read() throws IOException {
                if (left-- == 0) {
                    throw new EOFException("the pipe broke");
                }
                return 1;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                into[offset] = (byte) read();
                return 1;
            }
        };
        assertThatThrownBy(() -> Puts.splitter(Coding.SEALED).put(broken, "x", segment -> {}))
                .isInstanceOf(EOFException.class)
                .hasMessage("the pipe broke");
    }

    @Test
    void namesThatCouldLeadElsewhereAreRefusedBeforeReading() {
        InputStream untouchable = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("was read");
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                return read();
            }
        };
        for (String name : new String[] {"", ".", "..", "a/b", "/a", "C:", "a\0b", "x".repeat(256)}) {
            assertThatThrownBy(() -> Puts.splitter(Coding.SEALED).put(untouchable, name, segment -> {}))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void assertFails(Split split, ShardSource source, String why) {
        assertThatThrownBy(() -> new ContentReader(split.manifest(), source).copy(new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }

    private static byte[] read(Split split, Shelf shelf, long from, long to) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ContentReader(split.manifest(), shelf).copy(from, to, out);
        return out.toByteArray();
    }

    /// Gives its bytes in pieces of random size, as a pipe does.
    private static final class Trickle extends ByteArrayInputStream {
        private final Random random;

        Trickle(byte[] bytes, long seed) {
            super(bytes);
            this.random = new Random(seed);
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, 1 + random.nextInt(2 * FRAME)));
        }
    }
}
