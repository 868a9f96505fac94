package community.kith.store.blob;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Cid;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScrubTest {
    private static final int SMALL = 2000;

    private final FaultyVolume volume = new FaultyVolume(new Random(1));
    private final List<Cid> reported = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long nanos;
    /// What each look at the watch takes.
    private long look = 1;

    private DiskBlobs open() throws IOException {
        return new DiskBlobs(
                volume, new DiskOptions(1 << 30, SMALL, 1 << 20, 1000, 1 << 20, new Random(2)), Tenure.Helper.NONE);
    }

    private Scrub scrub(DiskBlobs blobs, double tranquility) {
        return blobs.scrub(new Scrub.Pace(tranquility, () -> now, () -> nanos += look))
                .orElseThrow();
    }

    private static Map<Key, byte[]> fill(DiskBlobs blobs, int count) throws IOException {
        Map<Key, byte[]> contents = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = BlobsContract.bytes(i, i % 10 == 0 ? SMALL * 2 : 100 + i);
            contents.put(Key.of(blobs.put(bytes, 0, bytes.length)), bytes);
        }
        return contents;
    }

    private static Place place(DiskBlobs blobs, Key key) throws IOException {
        return blobs.tenure().with(store -> store.parts().index().get(key));
    }

    private Key oneOf(DiskBlobs blobs, Map<Key, byte[]> contents, Class<? extends Place> kind) throws IOException {
        for (Key key : contents.keySet()) {
            if (kind.isInstance(place(blobs, key))) {
                return key;
            }
        }
        throw new AssertionError("none of that kind");
    }

    private static String fileOf(Key key, Place place) {
        return place instanceof Place.Packed packed ? Pack.name(packed.pack()) : Layout.place(key);
    }

    private static long offsetOf(Place place) {
        return place instanceof Place.Packed packed ? packed.offset() + Frame.BYTES + 7L : 7;
    }

    @Test
    void findsWhatWentBad() throws IOException {
        try (DiskBlobs blobs = open()) {
            Map<Key, byte[]> contents = fill(blobs, 50);
            List<Key> bad =
                    List.of(oneOf(blobs, contents, Place.Packed.class), oneOf(blobs, contents, Place.Filed.class));
            for (Key key : bad) {
                volume.flip(fileOf(key, place(blobs, key)), offsetOf(place(blobs, key)));
            }
            Scrub scrub = scrub(blobs, 0);

            scrub.tick(reported::add);

            assertThat(reported)
                    .containsExactlyInAnyOrderElementsOf(
                            bad.stream().map(Key::cid).toList());
            assertThat(reported).noneMatch(blobs::has);
            Scrub.Pass pass = scrub.standing().now().orElseThrow();
            assertThat(pass.ended()).contains(now);
            assertThat(pass.blobs()).isEqualTo(50);
            assertThat(pass.damaged()).isEqualTo(2);
            for (Key key : bad) {
                blobs.put(contents.get(key), 0, contents.get(key).length);
                assertThat(blobs.verify(key.cid())).isTrue();
            }
        }
    }

    @Test
    void beginsAgainAfterAMonth() throws IOException {
        try (DiskBlobs blobs = open()) {
            Key key = oneOf(blobs, fill(blobs, 20), Place.Packed.class);
            Scrub scrub = scrub(blobs, 0);
            scrub.tick(reported::add);
            volume.flip(fileOf(key, place(blobs, key)), offsetOf(place(blobs, key)));

            now = now.plus(Scrub.EVERY.minus(Duration.ofDays(1)));
            scrub.tick(reported::add);
            assertThat(reported).isEmpty();
            now = now.plus(Duration.ofDays(2));
            scrub.tick(reported::add);

            assertThat(reported).containsExactly(key.cid());
            assertThat(scrub.standing().before()).isPresent();
        }
    }

    @Test
    void restsLongerThanItWorks() throws IOException {
        try (DiskBlobs blobs = open()) {
            fill(blobs, 200);
            look = Duration.ofMillis(50).toNanos();
            Scrub scrub = scrub(blobs, 9);
            scrub.tick(reported::add);
            long read = scrub.standing().now().orElseThrow().blobs();
            long worked = nanos;

            look = 0;
            nanos += 8 * Duration.ofSeconds(1).toNanos();
            scrub.tick(reported::add);
            assertThat(scrub.standing().now().orElseThrow().blobs())
                    .isEqualTo(read)
                    .isPositive()
                    .isLessThan(30);
            nanos = worked * 11;
            scrub.tick(reported::add);

            assertThat(scrub.standing().now().orElseThrow().blobs()).isGreaterThan(read);
        }
    }

    @Test
    void goesOnWhereAPowerCutStoppedIt() throws IOException {
        long read;
        try (DiskBlobs blobs = open()) {
            fill(blobs, 200);
            look = Duration.ofMillis(50).toNanos();
            Scrub scrub = scrub(blobs, 0);
            while (nanos < Duration.ofSeconds(63).toNanos() / 10
                    || !volume.sizes().containsKey(ScrubNotes.NAME)) {
                nanos += Duration.ofSeconds(30).toNanos();
                scrub.tick(reported::add);
            }
            read = scrub.standing().now().orElseThrow().blobs();
        }
        volume.cutAfter(1);
        volume.powerOn();
        try (DiskBlobs blobs = open()) {
            Scrub scrub = scrub(blobs, 0);
            assertThat(scrub.standing().now().orElseThrow().blobs()).isEqualTo(read);
            assertThat(scrub.standing().part()).isBetween(0.01, 0.99);

            look = 1;
            scrub.tick(reported::add);

            assertThat(scrub.standing().now().orElseThrow().blobs()).isEqualTo(200);
            assertThat(scrub.standing().now().orElseThrow().ended()).isPresent();
        }
    }

    @Test
    void givesUpWhatCannotBeReadTwice() throws IOException {
        try (DiskBlobs blobs = open()) {
            Map<Key, byte[]> contents = fill(blobs, 50);
            List<Key> bad =
                    List.of(oneOf(blobs, contents, Place.Packed.class), oneOf(blobs, contents, Place.Filed.class));
            for (Key key : bad) {
                volume.spoil(fileOf(key, place(blobs, key)), offsetOf(place(blobs, key)));
            }
            Scrub scrub = scrub(blobs, 0);

            scrub.tick(reported::add);
            assertThat(reported).isEmpty();
            assertThat(bad).allMatch(key -> blobs.has(key.cid()));
            scrub.tick(reported::add);

            assertThat(reported)
                    .containsExactlyInAnyOrderElementsOf(
                            bad.stream().map(Key::cid).toList());
            for (Key key : bad) {
                assertThat(blobs.has(key.cid())).isFalse();
                blobs.put(contents.get(key), 0, contents.get(key).length);
                assertThat(blobs.verify(key.cid())).isTrue();
            }
        }
    }

    @Test
    void notesThatMakeNoSenseAreNone() {
        ScrubNotes some = ScrubNotes.NONE.begun(now).at(new Key(1, 2, 3, 4), 5).plusDamaged();
        assertThat(ScrubNotes.parse(some.text())).isEqualTo(some);
        assertThat(ScrubNotes.parse(some.ended(now).begun(now).text()))
                .isEqualTo(some.ended(now).begun(now));
        assertThat(ScrubNotes.parse("-\n1 2 x 4 5\n-\n")).isEqualTo(ScrubNotes.NONE);
        assertThat(ScrubNotes.parse("-\n9223372036854775807 0 0 0 0\n-\n")).isEqualTo(ScrubNotes.NONE);
        assertThat(ScrubNotes.parse("")).isEqualTo(ScrubNotes.NONE);
    }
}
