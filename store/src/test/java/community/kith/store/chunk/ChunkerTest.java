package community.kith.store.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import community.kith.base.check.Property;
import community.kith.base.crypto.Sha256;
import community.kith.store.SpecPage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ChunkerTest {
    private static final Chunking SMALL = new Chunking(256, 1024, 4096, 8192);
    private static final Salt SALT = Salt.PUBLIC.of("tests");

    private final Chunker chunker = new Chunker(SMALL, SALT);

    /// Content, and the same with some bytes taken out and others put in at one place.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Edit(byte[] before, byte[] after, int place, int takenOut, int putIn) {
        static Edit random(RandomGenerator random) {
            byte[] before = bytes(random, 64 * 1024);
            int place = random.nextInt(before.length);
            int takenOut = random.nextInt(Math.min(300, before.length - place));
            byte[] putIn = bytes(random, random.nextInt(300));
            byte[] after = Arrays.copyOf(before, before.length - takenOut + putIn.length);
            System.arraycopy(putIn, 0, after, place, putIn.length);
            System.arraycopy(before, place + takenOut, after, place + putIn.length, before.length - place - takenOut);
            return new Edit(before, after, place, takenOut, putIn.length);
        }
    }

    @Test
    void boundariesSurviveInsertionsAndDeletions() {
        Property.forAll(Edit::random, edit -> {
            TreeSet<Integer> before = new TreeSet<>(ends(chunker, edit.before));
            TreeSet<Integer> after = new TreeSet<>(ends(chunker, edit.after));
            int moved = edit.putIn - edit.takenOut;
            assertThat(after.headSet(edit.place, true))
                    .as("what comes before does not move")
                    .containsAll(before.headSet(edit.place, true));
            int settled = edit.place + edit.takenOut + 8 * SMALL.maxBytes();
            assertThat(before.tailSet(settled))
                    .as("what comes after moves along")
                    .allSatisfy(end -> assertThat(after).contains(end + moved));
        });
    }

    @Test
    void lengthsAreWithinBoundsAndOnAverageAsWished() {
        byte[] content = bytes(new Random(1), 8 << 20);
        for (Chunking sizes : List.of(SMALL, new Chunking(4 * 1024, 16 * 1024, 64 * 1024, 160 * 1024))) {
            List<Integer> lengths = lengths(new Chunker(sizes, SALT), content);

            assertThat(lengths.subList(0, lengths.size() - 1))
                    .allSatisfy(length -> assertThat(length).isBetween(sizes.minBytes(), sizes.maxBytes()));
            assertThat((double) content.length / lengths.size())
                    .isCloseTo(sizes.averageBytes(), within(0.2 * sizes.averageBytes()));
        }
    }

    @Test
    void theDefaultCutsAsItSays() {
        byte[] content = bytes(new Random(2), 64 << 20);
        List<Integer> lengths = lengths(new Chunker(Chunking.DEFAULT, SALT), content);

        assertThat(lengths.subList(0, lengths.size() - 1))
                .allSatisfy(length -> assertThat(length).isBetween(64 * 1024, 1024 * 1024));
        assertThat((double) content.length / lengths.size()).isCloseTo(256 * 1024, within(0.2 * 256 * 1024));
    }

    @Test
    void anotherSaltCutsElsewhere() {
        byte[] content = bytes(new Random(3), 1 << 20);
        TreeSet<Integer> common = new TreeSet<>(ends(chunker, content));
        int before = common.size();
        common.retainAll(ends(new Chunker(SMALL, Salt.PUBLIC.of("others")), content));

        assertThat(ends(new Chunker(SMALL, Salt.PUBLIC.of("tests")), content)).isEqualTo(ends(chunker, content));
        assertThat(common).as("by chance, and the end").hasSizeLessThan(before / 50);
    }

    @Test
    void whereABoundaryLiesDoesNotDependOnHowMuchWasReadBeyond() {
        byte[] content = bytes(new Random(4), 256 * 1024);
        for (int offset = 0; offset + SMALL.maxBytes() < content.length; offset += 997) {
            assertThat(chunker.next(content, offset, SMALL.maxBytes()))
                    .isEqualTo(chunker.next(content, offset, content.length - offset));
        }
    }

    @Test
    void contentMadeToMislead() {
        byte[][] hostile = new byte[6][32 << 20];
        Arrays.fill(hostile[1], (byte) 0xff);
        for (int kind = 2; kind < hostile.length; kind++) {
            byte[] period = bytes(new Random(kind), new int[] {2, 63, 64, 1000}[kind - 2]);
            for (int at = 0; at < hostile[kind].length; at++) {
                hostile[kind][at] = period[at % period.length];
            }
        }
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            for (byte[] content : hostile) {
                List<Integer> lengths = lengths(chunker, content);
                assertThat(lengths.subList(0, lengths.size() - 1))
                        .allMatch(length -> length >= SMALL.minBytes() && length <= SMALL.maxBytes());
            }
        });
    }

    @Test
    void whatIsShorterThanAChunkIsOne() {
        byte[] content = bytes(new Random(5), 2 * SMALL.minBytes());
        for (int length = 0; length <= SMALL.minBytes(); length++) {
            assertThat(chunker.next(content, 3, length)).isEqualTo(length);
        }
    }

    @Test
    void sizesThatMakeNoSenseAreRefused() {
        int[][] wrong = {
            {63, 1024, 4096, 8192},
            {1024, 1024, 4096, 8192},
            {256, 1000, 4096, 8192},
            {256, 1024, 1024, 8192},
            {256, 1024, 4096, 4096}
        };
        for (int[] sizes : wrong) {
            assertThatThrownBy(() -> new Chunking(sizes[0], sizes[1], sizes[2], sizes[3]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void saltsDifferByAudienceAndDoNotPrintThemselves() {
        assertThat(SALT.derive("a", new byte[] {1}))
                .isEqualTo(Salt.PUBLIC.of("tests").derive("a", new byte[] {1}))
                .isNotEqualTo(SALT.derive("b", new byte[] {1}))
                .isNotEqualTo(SALT.derive("a", new byte[] {2}))
                .isNotEqualTo(SALT.of("tests").derive("a", new byte[] {1}));
        assertThat(SALT).hasToString("Salt[secret]");
        assertThatThrownBy(() -> Salt.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }

    /// The numbers of docs/spec/chunking.md.
    @Test
    void agreesWithTheVectorsOfTheSpec() throws IOException {
        SpecPage page = SpecPage.named("chunking.md");
        byte[] secret = new byte[Salt.BYTES];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) i;
        }
        Salt family = Salt.of(secret).of("family");
        ByteBuffer stream = ByteBuffer.allocate(4 << 20);
        for (int i = 0; stream.hasRemaining(); i++) {
            stream.put(Sha256.of(ByteBuffer.allocate(4).putInt(i).array()));
        }
        List<Integer> sealed = lengths(new Chunker(Chunking.DEFAULT, family), stream.array());
        List<Integer> common = lengths(new Chunker(Chunking.DEFAULT, Salt.PUBLIC), stream.array());

        String first = HexFormat.of().formatHex(family.derive("kith-gear-1", new byte[] {0}), 0, 8);
        assertThat(first).isEqualTo("f9b21d6cb1a627f1");
        page.lists(first);
        assertThat(sealed)
                .containsExactly(
                        312127, 318418, 302779, 304392, 273697, 287855, 268684, 320871, 200566, 101254, 297964, 331631,
                        271490, 332595, 269981);
        assertThat(common)
                .containsExactly(
                        390784, 153053, 262932, 345876, 313171, 295208, 306698, 300115, 345135, 294016, 383036, 333975,
                        290149, 180156);
        page.lists(String.join(" ", sealed.stream().map(String::valueOf).toList()));
        page.lists(String.join(" ", common.stream().map(String::valueOf).toList()));
        List<Integer> ends = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < sealed.size(); at += sealed.get(i++)) {
            if (Chunker.endsSegment(Sha256.of(Arrays.copyOfRange(stream.array(), at, at + sealed.get(i))))) {
                ends.add(i);
            }
        }
        assertThat(ends).containsExactly(0);
    }

    private static List<Integer> lengths(Chunker chunker, byte[] content) {
        List<Integer> lengths = new ArrayList<>();
        for (int at = 0; at < content.length; at += lengths.getLast()) {
            lengths.add(chunker.next(content, at, content.length - at));
        }
        return lengths;
    }

    private static List<Integer> ends(Chunker chunker, byte[] content) {
        List<Integer> ends = new ArrayList<>();
        int end = 0;
        for (int length : lengths(chunker, content)) {
            end += length;
            ends.add(end);
        }
        return ends;
    }

    private static byte[] bytes(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
