package community.kith.store.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.store.SpecPage;
import community.kith.store.seal.ContentKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ManifestTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.123Z");
    private static final Shape SHAPE = new Shape(2, 3);
    private static final Did OWNER = Did.of(SigningKey.fromSeed(new byte[32]).verifyingKey());

    private final ContentKey key = ContentKey.of(count(32));
    private final ContentKey linkKey = ContentKey.of(count(64, 32));

    @Test
    void whatIsSealedOpens() throws ProtocolException {
        for (Manifest manifest : List.of(folder(Optional.of(key)), folder(Optional.empty()), file())) {
            for (Optional<ContentKey> with : List.of(Optional.of(linkKey), Optional.<ContentKey>empty())) {
                SealedRoot sealed = Root.seal(manifest, with);
                assertThat(sealed.link()).isEqualTo(new Link(Cid.ofRaw(sealed.blob()), with));
                assertThat(Root.open(sealed.link(), sealed.blob())).isEqualTo(new Root.Whole(manifest));
            }
        }
    }

    @Test
    void listsThatSpillComeBack() throws ProtocolException {
        Manifest whole = folder(Optional.of(key));
        byte[] index = Root.indexBytes(whole);
        Manifest manifest = new Manifest(
                whole.about(),
                whole.segments(),
                whole.extents(),
                whole.entries(),
                List.of(segment(index.length, Optional.of(key))));

        SealedRoot sealed = Root.seal(manifest, Optional.of(linkKey));
        Root.Spilled spilled = (Root.Spilled) Root.open(sealed.link(), sealed.blob());

        assertThat(spilled.indexBytes()).isEqualTo(index.length);
        assertThat(spilled.complete(index)).isEqualTo(manifest);
        assertThatThrownBy(() -> spilled.complete(Arrays.copyOf(index, index.length - 1)))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void eachTroubleHasItsOwnWords() {
        SealedRoot sealed = Root.seal(file(), Optional.of(linkKey));
        byte[] cut = Arrays.copyOf(sealed.blob(), sealed.blob().length - 1);
        byte[] flipped = sealed.blob().clone();
        flipped[20] ^= 1;
        Link wrongKey = new Link(sealed.link().manifest(), Optional.of(key));
        Link noKey = new Link(sealed.link().manifest(), Optional.empty());

        assertRefused(sealed.link(), cut, "cut short or damaged");
        assertRefused(sealed.link(), flipped, "cut short or damaged");
        assertRefused(wrongKey, sealed.blob(), "the key in the link does not open this manifest");
        assertThatThrownBy(() -> Root.open(noKey, sealed.blob())).isInstanceOf(ProtocolException.class);
        assertRefused(sealed.link(), new byte[Root.MAX_BYTES + 1], "more than 262144");
    }

    @Test
    void manifestsThatDoNotFitTogetherAreRefused() throws ProtocolException {
        String didText = OWNER.toString();
        Ipld good = DagCbor.decode(Root.seal(file(), Optional.empty()).blob());
        assertThat(open(good)).isNull();
        assertThat(open(with(good, "format", Ipld.of("kith-manifest-1")))).contains("unknown format");
        assertThat(open(with(good, "kind", Ipld.of("device")))).contains("unknown kind");
        assertThat(open(with(good, "name", Ipld.of("../x")))).contains("does not fit together");
        assertThat(open(with(good, "name", Ipld.of("y")))).contains("not one entry named like it");
        assertThat(open(with(good, "size", Ipld.of(99)))).contains("does not fit together");
        assertThat(open(with(good, "size", Ipld.of(-1)))).contains("size");
        assertThat(open(with(good, "size", Ipld.of(Long.MAX_VALUE)))).contains("size");
        assertThat(open(with(good, "owner", Ipld.of(didText + "x")))).isNotNull();
        assertThat(open(with(good, "segments", Ipld.list(List.of())))).contains("does not fit together");
        assertThat(open(with(good, "entries", Ipld.list(List.of())))).contains("does not fit together");
        assertThat(open(with(good, "surprise", Ipld.of(true)))).contains("unknown field");
        assertThat(open(with(good, "index", Ipld.list(List.of())))).isNotNull();
    }

    @Test
    void segmentsThatMakeNoSenseAreRefused() throws ProtocolException {
        Ipld good = DagCbor.decode(Root.seal(file(), Optional.empty()).blob());
        Ipld segment = ((Ipld.Items) field(good, "segments")).values().getFirst();
        assertThat(open(withSegment(good, with(segment, "k", Ipld.of(4))))).contains("k = 4, n = 3");
        assertThat(open(withSegment(good, with(segment, "k", Ipld.of(0))))).contains("k is 0");
        assertThat(open(withSegment(good, with(segment, "n", Ipld.of(300))))).contains("n is 300");
        assertThat(open(withSegment(good, with(segment, "n", Ipld.of(4))))).contains("n = 4 with 3 shards");
        assertThat(open(withSegment(good, with(segment, "plain", Ipld.of(0))))).contains("plain is 0");
        assertThat(open(withSegment(good, with(segment, "plain", Ipld.of(1 << 25)))))
                .contains("plain is 33554432");
        assertThat(open(withSegment(good, with(segment, "plain", Ipld.of(9))))).contains("9 bytes for a size of 10");
        assertThat(open(withSegment(good, with(segment, "key", Ipld.of(new byte[31])))))
                .contains("31");
        assertThat(open(withSegment(good, with(segment, "key", Ipld.of(new byte[33])))))
                .contains("33");
        assertThat(open(withSegment(good, with(segment, "shards", Ipld.list(List.of())))))
                .contains("with 0 shards");
        assertThat(open(withSegment(good, with(segment, "shards", Ipld.list(List.of(Ipld.of(1)))))))
                .contains("not a link");
        assertThat(open(withSegment(good, with(segment, "shard", Ipld.of(5))))).contains("unknown field");
        Ipld other = Ipld.of(Cid.dagCbor(new byte[] {1}));
        assertThat(open(withSegment(good, with(segment, "shards", Ipld.list(List.of(other, other, other))))))
                .contains("a raw SHA-256 blob");
    }

    @Test
    void copiesAreNamedOnce() throws ProtocolException {
        Cid blob = Cid.ofRaw(new byte[] {1});
        Segment copies = new Segment(10, Optional.empty(), Stripe.copies(blob, 200, 10));
        Manifest manifest = manifest(10, List.of(copies), List.of(new Extent(0, 0, 10)));
        SealedRoot sealed = Root.seal(manifest, Optional.empty());

        assertThat(sealed.blob()).hasSizeLessThan(400);
        assertThat(Root.open(sealed.link(), sealed.blob())).isEqualTo(new Root.Whole(manifest));
        Ipld good = DagCbor.decode(sealed.blob());
        Ipld segment = ((Ipld.Items) field(good, "segments")).values().getFirst();
        for (int times : new int[] {0, 2, 200}) {
            Ipld named = Ipld.list(Collections.nCopies(times, Ipld.of(blob)));
            assertThat(open(withSegment(good, with(segment, "shards", named)))).contains("copies are named once");
        }
        assertThatThrownBy(() -> new Stripe(1, 2, 10, List.of(blob, Cid.ofRaw(new byte[] {2}))))
                .hasMessageContaining("copies that differ");
    }

    @Test
    void aStripeIsNamedAfterItsShards() {
        Cid a = Cid.ofRaw(new byte[] {1});
        Cid b = Cid.ofRaw(new byte[] {2});
        Cid c = Cid.ofRaw(new byte[] {3});

        assertThat(Stripe.copies(a, 3, 10).id())
                .isEqualTo(Stripe.copies(a, 7, 10).id())
                .isEqualTo(a);
        assertThat(new Stripe(2, 3, 10, List.of(a, b, c)).id())
                .isEqualTo(Cid.ofRaw(concat(new byte[] {2}, a.digest(), b.digest(), c.digest())))
                .isNotEqualTo(new Stripe(3, 3, 10, List.of(a, b, c)).id())
                .isNotEqualTo(new Stripe(2, 3, 10, List.of(b, a, c)).id());
    }

    @Test
    void extentsSayWhichBytesTheStreamIsMadeOf() throws ProtocolException {
        List<Segment> two = List.of(segment(10, Optional.of(key)), segment(7, Optional.of(key)));
        List<Extent> woven =
                List.of(new Extent(0, 5, 3), new Extent(1, 0, 7), new Extent(0, 0, 10), new Extent(0, 0, 10));
        Manifest manifest = manifest(30, two, woven);
        Manifest simple = manifest(17, two, Manifest.whole(two));

        SealedRoot sealed = Root.seal(manifest, Optional.of(linkKey));

        assertThat(Root.open(sealed.link(), sealed.blob())).isEqualTo(new Root.Whole(manifest));
        Ipld.Fields written =
                (Ipld.Fields) DagCbor.decode(Root.seal(simple, Optional.empty()).blob());
        assertThat(written.values()).as("what goes without saying").doesNotContainKey("extents");
    }

    @Test
    void extentsThatMakeNoSenseAreRefused() throws ProtocolException {
        Segment ten = segment(10, Optional.of(key));
        Segment seven = segment(7, Optional.of(key));
        assertUnfit(10, List.of(ten), List.of(new Extent(0, 1, 10)), "outside of the segments");
        assertUnfit(10, List.of(ten), List.of(new Extent(1, 0, 10)), "outside of the segments");
        assertUnfit(20, List.of(ten), List.of(new Extent(0, 0, 10)), "extents of 10 bytes for a size of 20");
        assertUnfit(10, List.of(ten, seven), List.of(new Extent(0, 0, 10)), "no extent uses");
        assertUnfit(
                17,
                List.of(ten, seven),
                List.of(new Extent(1, 0, 7), new Extent(0, 0, 10)),
                "outside of the segments"); // not in order of first use
        Segment plain = segment(7, Optional.empty());
        assertUnfit(17, List.of(ten, plain), Manifest.whole(List.of(ten, plain)), "some are sealed and some are not");
        List<Extent> tooMany = Collections.nCopies(Manifest.MAX_EXTENTS + 1, new Extent(0, 0, 1));
        assertUnfit(tooMany.size(), List.of(ten), tooMany, "1048577 extents");
        for (int[] wrong : new int[][] {{-1, 0, 1}, {0, -1, 1}, {0, 0, 0}}) {
            assertThatThrownBy(() -> new Extent(wrong[0], wrong[1], wrong[2]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> manifest(5, List.of(ten), List.of(new Extent(0, Integer.MAX_VALUE, 5))))
                .isInstanceOf(ArithmeticException.class);

        Ipld good = DagCbor.decode(Root.seal(file(), Optional.empty()).blob());
        assertThat(open(with(good, "extents", extents(Ipld.of(0), Ipld.of(0), Ipld.of(10)))))
                .isNull();
        assertThat(open(with(good, "extents", extents(Ipld.of(0), Ipld.of(10)))))
                .contains("is three numbers");
        assertThat(open(with(good, "extents", extents(Ipld.of(0), Ipld.of(0), Ipld.of(10), Ipld.of(0)))))
                .contains("is three numbers");
        assertThat(open(with(good, "extents", Ipld.list(List.of(Ipld.of(7)))))).contains("is three numbers");
        for (Ipld wrong : List.of(Ipld.of(-1), Ipld.of("1"), Ipld.of(1L << 40), Ipld.of(Long.MIN_VALUE))) {
            assertThat(open(with(good, "extents", extents(Ipld.of(0), wrong, Ipld.of(10)))))
                    .contains("three numbers from 0");
        }
        assertThat(open(with(good, "extents", extents(Ipld.of(0), Ipld.of(0), Ipld.of(0)))))
                .contains("0 bytes from 0");
        assertThat(open(with(good, "extents", extents(Ipld.of(0), Ipld.of(1 << 24), Ipld.of(1 << 24)))))
                .contains("outside of the segments");
    }

    @Test
    void entriesMustBeInOrderAndAdjoin() {
        Entry.File a = new Entry.File("a", 0, 5, NOW, false);
        assertUnfit(
                List.of(new Entry.File("b", 0, 5, NOW, false), new Entry.File("a", 5, 5, NOW, false)), "out of order");
        assertUnfit(List.of(a, new Entry.File("a", 5, 5, NOW, false)), "or twice");
        assertUnfit(List.of(a, new Entry.File("b", 6, 4, NOW, false)), "does not begin where");
        assertUnfit(List.of(a, new Entry.File("a/b", 5, 5, NOW, false)), "lies below a");
        assertUnfit(
                List.of(new Entry.Symlink("l", "/etc"), new Entry.File("l/passwd", 0, 10, NOW, false)), "lies below l");
        assertUnfit(
                List.of(a, new Entry.File("a!", 5, 0, NOW, false), new Entry.File("a/b", 5, 5, NOW, false)), "order");
    }

    @Test
    void randomDamageOfAPlainManifestIsRefusedOrHarmless() {
        Random random = new Random(4);
        List<Segment> segments = List.of(segment(10, Optional.empty()), segment(7, Optional.empty()));
        Manifest woven =
                manifest(20, segments, List.of(new Extent(0, 5, 3), new Extent(1, 0, 7), new Extent(0, 0, 10)));
        damage(random, Root.seal(folder(Optional.empty()), Optional.empty()).blob());
        damage(random, Root.seal(woven, Optional.empty()).blob());
    }

    private static void damage(Random random, byte[] blob) {
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = Arrays.copyOf(blob, random.nextInt(4) == 0 ? random.nextInt(blob.length) : blob.length);
            for (int flips = random.nextInt(4); flips >= 0 && damaged.length > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            Link link = new Link(Cid.ofRaw(damaged), Optional.empty());
            try {
                Root.open(link, damaged);
            } catch (ProtocolException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    /// The bytes of docs/spec/manifest.md.
    @Test
    void agreesWithTheVectorsOfTheSpec() throws IOException {
        SpecPage page = SpecPage.named("manifest.md");
        byte[] content = "held without looking".getBytes(StandardCharsets.US_ASCII);
        About about = new About(Kind.FILE, "note.txt", content.length, NOW, OWNER, "private");
        Cid shard = Cid.ofRaw(
                HexFormat.of().parseHex("7db3d3986483596a6641244dccca55987ef6723305e7ada7402ab5e5f251347118118501"));
        Manifest manifest = new Manifest(
                about,
                List.of(new Segment(20, Optional.of(key), Stripe.copies(shard, 3, 36))),
                List.of(new Extent(0, 0, 20)),
                List.of(new Entry.File("note.txt", 0, 20, Instant.parse("2026-01-02T03:04:05.000000006Z"), false)),
                List.of());
        SealedRoot plain = Root.seal(manifest, Optional.empty());
        SealedRoot sealed = Root.seal(manifest, Optional.of(linkKey));

        assertThat(HexFormat.of().formatHex(plain.blob()))
                .isEqualTo(""
                        + "a9646b696e646466696c65646e616d65686e6f74652e7478746473697a6514656f776e657278386469643a6b65793a7a"
                        + "364d6b6954427a31796d75657041513448454859534631483871754735474c5656515233646a6458336d446f6f577065"
                        + "7265616368677072697661746566666f726d61746f6b6974682d6d616e69666573742d3267637265617465641b000001"
                        + "a1fdfa467b67656e747269657381a56470617468686e6f74652e7478746473697a651464747970656466696c65686d6f"
                        + "6469666965641b1886caf21c9632066a65786563757461626c65f4687365676d656e747381a5616b01616e03636b6579"
                        + "5820000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f65706c61696e1466736861726473"
                        + "81d82a5825000155122072fec5b2ebf9d3f13ad43a1858a8baf24441050ecec2b1c25c7846757df67fe3");
        page.lists(HexFormat.of().formatHex(plain.blob()));
        page.lists(sealed.link().toString());
        assertThat(sealed.link().toString())
                .isEqualTo(
                        "kith:aeaybjkm3ndsmetsayl24mvqwlnflh55wfql2bcp26fpbsafv3wwkz2aifbegrcfizduqskkjnge2tspkbiveu2ukvlfowczljnvyxk6l5kx2luf");
        assertThat(Root.open(sealed.link(), sealed.blob())).isEqualTo(new Root.Whole(manifest));
    }

    private Manifest file() {
        About about = new About(Kind.FILE, "x", 10, NOW, OWNER, "private");
        Entry entry = new Entry.File("x", 0, 10, NOW, true);
        List<Segment> segments = List.of(segment(10, Optional.of(key)));
        return new Manifest(about, segments, Manifest.whole(segments), List.of(entry), List.of());
    }

    private static Manifest folder(Optional<ContentKey> key) {
        About about = new About(Kind.FOLDER, "größe", 128 * 1024 + 7, NOW, OWNER, "commons");
        List<Entry> entries = List.of(
                new Entry.File("a", 0, 7, Instant.EPOCH.minusNanos(1), false),
                new Entry.Folder("a folder", NOW),
                new Entry.File("b/c", 7, 128 * 1024, NOW, true),
                new Entry.File("b/d", 128 * 1024 + 7, 0, NOW, true),
                new Entry.Symlink("link", "../../etc/passwd"));
        List<Segment> segments = List.of(segment(128 * 1024, key), segment(7, key));
        return new Manifest(about, segments, Manifest.whole(segments), entries, List.of());
    }

    /// A folder of one file.
    private static Manifest manifest(int sizeBytes, List<Segment> segments, List<Extent> extents) {
        About about = new About(Kind.FOLDER, "x", sizeBytes, NOW, OWNER, "private");
        return new Manifest(
                about, segments, extents, List.of(new Entry.File("a", 0, sizeBytes, NOW, false)), List.of());
    }

    private static void assertUnfit(int sizeBytes, List<Segment> segments, List<Extent> extents, String why) {
        assertThatThrownBy(() -> manifest(sizeBytes, segments, extents))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static Ipld extents(Ipld... numbers) {
        return Ipld.list(List.of(Ipld.list(List.of(numbers))));
    }

    private static Ipld withSegment(Ipld fields, Ipld segment) {
        return with(fields, "segments", Ipld.list(List.of(segment)));
    }

    private static Ipld field(Ipld fields, String name) {
        return Objects.requireNonNull(((Ipld.Fields) fields).values().get(name));
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static Segment segment(int plainBytes, Optional<ContentKey> key) {
        List<Cid> shards = new ArrayList<>();
        for (int row = 0; row < SHAPE.n(); row++) {
            shards.add(Cid.ofRaw(new byte[] {(byte) row, (byte) plainBytes}));
        }
        int shardBytes = SHAPE.shardBytes(plainBytes, key.isPresent() ? Coding.SEALED : Coding.PLAIN);
        return new Segment(plainBytes, key, new Stripe(SHAPE.k(), SHAPE.n(), shardBytes, shards));
    }

    private void assertUnfit(List<Entry> entries, String why) {
        About about = new About(Kind.FOLDER, "x", 10, NOW, OWNER, "private");
        List<Segment> segments = List.of(segment(10, Optional.of(key)));
        assertThatThrownBy(() -> new Manifest(about, segments, Manifest.whole(segments), entries, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static void assertRefused(Link link, byte[] blob, String why) {
        assertThatThrownBy(() -> Root.open(link, blob))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(why);
    }

    /// What opening a root of these fields says, or null when it opens.
    private static @Nullable String open(Ipld value) {
        byte[] blob = DagCbor.encode(value);
        try {
            Root.open(new Link(Cid.ofRaw(blob), Optional.empty()), blob);
            return null;
        } catch (ProtocolException e) {
            return e.getMessage();
        }
    }

    private static Ipld with(Ipld fields, String name, Ipld value) {
        var changed = Ipld.fields();
        ((Ipld.Fields) fields).values().forEach((key, old) -> {
            if (!key.equals(name)) {
                changed.put(key, old);
            }
        });
        return changed.put(name, value).build();
    }

    private static byte[] count(int length) {
        return count(0, length);
    }

    private static byte[] count(int from, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (from + i);
        }
        return bytes;
    }
}
