package community.kith.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.Sha256;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.store.chunk.Chunking;
import community.kith.store.manifest.About;
import community.kith.store.manifest.Coding;
import community.kith.store.manifest.Entry;
import community.kith.store.manifest.Kind;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.Root;
import community.kith.store.manifest.SealedRoot;
import community.kith.store.manifest.Segment;
import community.kith.store.manifest.Shape;
import community.kith.store.manifest.Stripe;
import community.kith.store.seal.ContentKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A file of 100 GB of which only the parts that are read have bytes: its lists are as long as a real one's.
class HugeFileTest {
    private static final long FILE_BYTES = 100_000_000_000L;
    private static final int SEGMENT_BYTES = Segment.MAX_BYTES;
    private static final int SEGMENTS = Math.toIntExact((FILE_BYTES + SEGMENT_BYTES - 1) / SEGMENT_BYTES);
    private static final Shape SHAPE = new Shape(3, 10);
    private static final Did OWNER = Did.of(SigningKey.generate(new Random(1)).verifyingKey());

    private final SegmentSealer sealer = new SegmentSealer(
            Puts.recipe(Coding.SEALED, Puts.SALT, new Chunking(65_536, 262_144, 1_048_576, SEGMENT_BYTES), b -> SHAPE));
    private final Shelf shelf = new Shelf(5);
    private final List<Stripe> asked = new ArrayList<>();

    @Test
    void aRangeOfAHundredGigabytesNeedsTheIndexAndTheSegmentsItLiesIn() throws IOException {
        List<Integer> real = List.of(0, 3_000, 3_001, SEGMENTS - 1);
        List<Segment> segments = new ArrayList<>();
        for (int at = 0; at < SEGMENTS; at++) {
            segments.add(real.contains(at) ? made(content(at)) : imagined(at));
        }
        SealedRoot root = seal(segments);
        assertThat(root.blob()).hasSizeLessThan(Root.MAX_BYTES);

        Manifest opened = ContentReader.open(root.link(), root.blob(), this::fetch);
        assertThat(opened.sizeBytes()).isEqualTo(FILE_BYTES);
        assertThat(opened.segments()).isEqualTo(segments);

        asked.clear();
        assertThat(read(opened, 0, 1_000)).isEqualTo(Arrays.copyOf(content(0), 1_000));
        assertThat(asked).containsExactly(segments.getFirst().stripe());

        asked.clear();
        long border = 3_001L * SEGMENT_BYTES;
        byte[] across = read(opened, border - 10, border + 10);
        assertThat(across).startsWith(Arrays.copyOfRange(content(3_000), SEGMENT_BYTES - 10, SEGMENT_BYTES));
        assertThat(across).endsWith(Arrays.copyOf(content(3_001), 10));
        assertThat(asked)
                .containsExactly(
                        segments.get(3_000).stripe(), segments.get(3_001).stripe());

        asked.clear();
        byte[] last = content(SEGMENTS - 1);
        assertThat(read(opened, FILE_BYTES - 7, FILE_BYTES))
                .isEqualTo(Arrays.copyOfRange(last, last.length - 7, last.length));
        assertThat(asked).containsExactly(segments.getLast().stripe());
    }

    private byte[] read(Manifest manifest, long from, long to) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ContentReader(manifest, this::fetch).copy(from, to, out);
        return out.toByteArray();
    }

    private byte[][] fetch(Stripe stripe, int needed) {
        asked.add(stripe);
        return shelf.fetch(stripe, needed);
    }

    /// The lists are too long for the root, so they become segments of an index, as a put makes them.
    private SealedRoot seal(List<Segment> segments) throws IOException {
        About about = new About(Kind.FILE, "huge.img", FILE_BYTES, Puts.NOW, OWNER, "private");
        List<Entry> entries = List.of(new Entry.File("huge.img", 0, FILE_BYTES, Puts.NOW, false));
        Manifest whole = new Manifest(about, segments, Manifest.whole(segments), entries, List.of());
        assertThat(Root.needsIndex(whole)).isTrue();
        Segment index = made(Root.indexBytes(whole));
        return Root.seal(
                new Manifest(about, segments, whole.extents(), entries, List.of(index)),
                Optional.of(ContentKey.of(new byte[32])));
    }

    private Segment made(byte[] plain) throws IOException {
        CodedSegment coded = sealer.seal(plain, plain.length, List.of(new Chunk(Sha256.of(plain), 0, plain.length)));
        shelf.accept(coded);
        return coded.segment();
    }

    /// A segment as long as the others, whose shards nobody ever made.
    private static Segment imagined(int at) {
        List<Cid> names = new ArrayList<>();
        for (int row = 0; row < SHAPE.n(); row++) {
            names.add(Cid.ofRaw(ByteBuffer.allocate(8).putInt(at).putInt(row).array()));
        }
        int shardBytes = SHAPE.shardBytes(SEGMENT_BYTES, Coding.SEALED);
        return new Segment(
                SEGMENT_BYTES,
                Optional.of(ContentKey.of(new byte[32])),
                new Stripe(SHAPE.k(), SHAPE.n(), shardBytes, names));
    }

    private static byte[] content(int at) {
        long begin = (long) at * SEGMENT_BYTES;
        return Puts.bytes(at, (int) Math.min(SEGMENT_BYTES, FILE_BYTES - begin));
    }
}
