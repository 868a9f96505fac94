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
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ManifestTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.123Z");
    private static final Shape SHAPE = new Shape(2, 3, 128 * 1024);
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
                whole.shape(),
                whole.key(),
                whole.segments(),
                whole.entries(),
                List.of(segment(index.length, Coding.SEALED)));

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
        assertThat(open(with(good, "format", Ipld.of("kith-manifest-2")))).contains("unknown format");
        assertThat(open(with(good, "kind", Ipld.of("device")))).contains("unknown kind");
        assertThat(open(with(good, "name", Ipld.of("../x")))).contains("does not fit together");
        assertThat(open(with(good, "name", Ipld.of("y")))).contains("not one entry named like it");
        assertThat(open(with(good, "size", Ipld.of(99)))).contains("does not fit together");
        assertThat(open(with(good, "size", Ipld.of(-1)))).contains("size");
        assertThat(open(with(good, "size", Ipld.of(Long.MAX_VALUE)))).contains("size");
        assertThat(open(with(good, "k", Ipld.of(4)))).contains("does not fit together");
        assertThat(open(with(good, "n", Ipld.of(300)))).contains("n is 300");
        assertThat(open(with(good, "segment", Ipld.of(100_000)))).contains("segments of 100000 bytes");
        assertThat(open(with(good, "segment", Ipld.of(1 << 30)))).contains("segment");
        assertThat(open(with(good, "key", Ipld.of(new byte[31])))).contains("31 bytes");
        assertThat(open(with(good, "owner", Ipld.of(didText + "x")))).isNotNull();
        assertThat(open(with(good, "segments", Ipld.list(List.of())))).contains("does not fit together");
        assertThat(open(with(good, "entries", Ipld.list(List.of())))).contains("does not fit together");
        assertThat(open(with(good, "surprise", Ipld.of(true)))).contains("unknown field");
        assertThat(open(with(good, "index", Ipld.list(List.of())))).isNotNull();
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
        byte[] blob = Root.seal(folder(Optional.empty()), Optional.empty()).blob();
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
                new Shape(1, 3, 16 * 1024 * 1024),
                Optional.of(key),
                List.of(new Segment(20, 36, List.of(shard, shard, shard))),
                List.of(new Entry.File("note.txt", 0, 20, Instant.parse("2026-01-02T03:04:05.000000006Z"), false)),
                List.of());
        SealedRoot plain = Root.seal(manifest, Optional.empty());
        SealedRoot sealed = Root.seal(manifest, Optional.of(linkKey));

        assertThat(HexFormat.of().formatHex(plain.blob()))
                .isEqualTo(""
                        + "ad616b01616e03636b65795820000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f646b69"
                        + "6e646466696c65646e616d65686e6f74652e7478746473697a6514656f776e657278386469643a6b65793a7a364d6b69"
                        + "54427a31796d75657041513448454859534631483871754735474c5656515233646a6458336d446f6f57706572656163"
                        + "68677072697661746566666f726d61746f6b6974682d6d616e69666573742d3167637265617465641b000001a1fdfa46"
                        + "7b67656e747269657381a56470617468686e6f74652e7478746473697a651464747970656466696c65686d6f64696669"
                        + "65641b1886caf21c9632066a65786563757461626c65f4677365676d656e741a01000000687365676d656e747381a365"
                        + "706c61696e1465736861726418246673686172647383d82a5825000155122072fec5b2ebf9d3f13ad43a1858a8baf244"
                        + "41050ecec2b1c25c7846757df67fe3d82a5825000155122072fec5b2ebf9d3f13ad43a1858a8baf24441050ecec2b1c2"
                        + "5c7846757df67fe3d82a5825000155122072fec5b2ebf9d3f13ad43a1858a8baf24441050ecec2b1c25c7846757df67f"
                        + "e3");
        page.lists(HexFormat.of().formatHex(plain.blob()));
        page.lists(sealed.link().toString());
        assertThat(sealed.link().toString())
                .isEqualTo(
                        "kith:aea7cimrfrvovh5wi56pv4qzywifevtw7td4iswtxuut7ffhvhvqw5kaifbegrcfizduqskkjnge2tspkbiveu2ukvlfowczljnvyxk6l6ffc6vy");
        assertThat(Root.open(sealed.link(), sealed.blob())).isEqualTo(new Root.Whole(manifest));
    }

    private Manifest file() {
        About about = new About(Kind.FILE, "x", 10, NOW, OWNER, "private");
        Entry entry = new Entry.File("x", 0, 10, NOW, true);
        return new Manifest(
                about, SHAPE, Optional.of(key), List.of(segment(10, Coding.SEALED)), List.of(entry), List.of());
    }

    private static Manifest folder(Optional<ContentKey> key) {
        Coding coding = key.isPresent() ? Coding.SEALED : Coding.PLAIN;
        About about = new About(Kind.FOLDER, "größe", 128 * 1024 + 7, NOW, OWNER, "commons");
        List<Entry> entries = List.of(
                new Entry.File("a", 0, 7, Instant.EPOCH.minusNanos(1), false),
                new Entry.Folder("a folder", NOW),
                new Entry.File("b/c", 7, 128 * 1024, NOW, true),
                new Entry.File("b/d", 128 * 1024 + 7, 0, NOW, true),
                new Entry.Symlink("link", "../../etc/passwd"));
        List<Segment> segments = List.of(segment(128 * 1024, coding), segment(7, coding));
        return new Manifest(about, SHAPE, key, segments, entries, List.of());
    }

    private static Segment segment(int plainBytes, Coding coding) {
        List<Cid> shards = new ArrayList<>();
        for (int row = 0; row < SHAPE.n(); row++) {
            shards.add(Cid.ofRaw(new byte[] {(byte) row, (byte) plainBytes}));
        }
        return new Segment(plainBytes, SHAPE.shardBytes(plainBytes, coding), shards);
    }

    private void assertUnfit(List<Entry> entries, String why) {
        About about = new About(Kind.FOLDER, "x", 10, NOW, OWNER, "private");
        List<Segment> segments = List.of(segment(10, Coding.SEALED));
        assertThatThrownBy(() -> new Manifest(about, SHAPE, Optional.of(key), segments, entries, List.of()))
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
