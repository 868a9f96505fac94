package community.kith.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.layer.Layer;
import community.kith.community.reach.Reach;
import community.kith.store.blob.MemoryBlobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldingsTest {
    private static final Did ME = did(1);
    private static final Did ADA = did(2);
    private static final Did BEN = did(3);
    private static final Audience FOR_ADA = new Audience(ADA, Reach.PRIVATE);
    private static final Audience FOR_BEN = new Audience(BEN, Reach.NEIGHBORHOOD);
    private static final Audience MINE = new Audience(ME, Reach.COMMONS);

    @TempDir
    Path home;

    private final MemoryBlobs blobs = new MemoryBlobs();
    private Ledger ledger;
    private Holdings holdings;
    private References references;

    @BeforeEach
    void open() throws IOException {
        ledger = fresh();
        restart();
    }

    @AfterEach
    void countsAreExact() throws IOException {
        assertThat(holdings.recount()).isEmpty();
        ledger.close();
    }

    /// A ledger with nothing in it.
    Ledger fresh() throws IOException {
        return Ledger.inMemory();
    }

    /// A ledger that is the same each time within one test.
    Ledger lasting() throws IOException {
        return Ledger.open(home.resolve("ledger.db"));
    }

    /// As after the process was killed: nothing was closed, and only ledger and blobs are left.
    private void restart() throws IOException {
        holdings = Holdings.open(ledger, blobs, ME);
        references = holdings.references();
    }

    @Test
    void countsABlobForEachOfItsOwnersAndKeepsItForTheLast() throws IOException {
        Cid cid = place(blob(1, 100), FOR_ADA);
        place(blob(1, 100), FOR_BEN);
        assertThat(holdings.used()).isEqualTo(new java.util.TreeMap<>(Map.of(ADA, 100L, BEN, 100L)));
        assertThat(holdings.bytes(Layer.RECIPROCAL)).isEqualTo(100);

        assertThat(holdings.release(ADA, List.of(cid))).containsExactly(cid);
        assertThat(blobs.has(cid)).isTrue();
        assertThat(holdings.release(ADA, List.of(cid))).isEmpty();

        assertThat(holdings.release(BEN, List.of(cid))).containsExactly(cid);
        assertThat(blobs.has(cid)).isFalse();
        assertThat(holdings.used()).isEmpty();
    }

    @Test
    void keepsTheFirstReceiptAndTheLatestAudience() throws IOException {
        Cid cid = place(blob(1, 100), FOR_ADA);
        Claim first = holdings.claim(cid, ADA).orElseThrow();
        place(blob(1, 100), new Audience(ADA, Reach.INVITED, new TreeSet<>(List.of(BEN, ME))));
        assertThat(holdings.usedBy(ADA)).isEqualTo(100);
        assertThat(holdings.claim(cid, ADA).orElseThrow().receipt()).isEqualTo(first.receipt());
        assertThat(holdings.audiences(cid))
                .containsExactly(new Audience(ADA, Reach.INVITED, new TreeSet<>(List.of(BEN, ME))));
    }

    @Test
    void keepsABlobThatAFileOfMineRefersTo() throws IOException {
        Cid cid = place(blob(1, 100), FOR_ADA);
        references.open("file", Layer.SOVEREIGN, MINE);
        references.add("file", Map.of(cid, 100L));
        assertThat(holdings.audiences(cid)).containsExactlyInAnyOrder(FOR_ADA, MINE);

        holdings.release(ADA, List.of(cid));
        assertThat(blobs.has(cid)).isTrue();
        assertThat(holdings.bytes(Layer.SOVEREIGN)).isEqualTo(100);

        references.drop("file");
        assertThat(blobs.has(cid)).isFalse();
        assertThat(holdings.bytes(Layer.SOVEREIGN)).isZero();
        assertThat(holdings.audiences(cid)).isEmpty();
    }

    @Test
    void countsABlobThatTwoFilesOfMineShareOnce() throws IOException {
        Cid cid = blobs.put(blob(1, 100), 0, 100);
        for (String file : List.of("one", "two")) {
            references.open(file, Layer.SOVEREIGN, MINE);
            references.add(file, cid, 100);
            references.add(file, cid, 100);
        }
        assertThat(holdings.bytes(Layer.SOVEREIGN)).isEqualTo(100);
        references.drop("one");
        assertThat(holdings.bytes(Layer.SOVEREIGN)).isEqualTo(100);
        references.drop("two", List.of(cid));
        assertThat(holdings.bytes(Layer.SOVEREIGN)).isZero();
        assertThat(blobs.count()).isZero();
    }

    @Test
    void countsWhatMyOtherDevicesPlacedAsMine() throws IOException {
        place(blob(1, 100), new Audience(ME, Reach.PRIVATE));
        place(blob(2, 10), FOR_ADA);
        assertThat(holdings.bytes(Layer.SOVEREIGN)).isEqualTo(100);
        assertThat(holdings.bytes(Layer.RECIPROCAL)).isEqualTo(10);
    }

    @Test
    void refusesReferencesOfAFileThatWasNotOpened() {
        assertThatThrownBy(() -> references.add("unheard of", Cid.ofRaw(blob(1, 1)), 1))
                .isInstanceOf(LedgerException.class);
    }

    @Test
    void undoesAWriteThatWasKilledBeforeItsClaim() throws IOException {
        place(blob(1, 100), FOR_ADA);
        Cid orphan = write(holdings.incoming(Cid.ofRaw(blob(2, 50))), blob(2, 50));
        restart();
        assertThat(blobs.has(orphan)).isFalse();
        assertThat(blobs.count()).isEqualTo(1);
        assertThat(holdings.usedBy(ADA)).isEqualTo(100);
        assertThat(ledger.database().number("SELECT count(*) FROM incoming")).isZero();
    }

    @Test
    void undoesAWriteThatWasGivenUp() throws IOException {
        Cid cid;
        try (Incoming incoming = holdings.incoming(Cid.ofRaw(blob(2, 50)))) {
            cid = write(incoming, blob(2, 50));
        }
        assertThat(blobs.has(cid)).isFalse();
    }

    @Test
    void whatItsOwnerTookBackWhileItCameInIsNotKept() throws IOException {
        Cid cid = Cid.ofRaw(blob(2, 50));
        try (Incoming adas = holdings.incoming(cid);
                Incoming bens = holdings.incoming(cid)) {
            write(adas, blob(2, 50));
            holdings.release(ADA, List.of(cid));

            assertThatThrownBy(() -> adas.claim(claim(cid, 50, FOR_ADA), Layer.RECIPROCAL))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("taken back");
            bens.claim(claim(cid, 50, FOR_BEN), Layer.RECIPROCAL);
        }
        assertThat(blobs.has(cid)).isTrue();
        assertThat(holdings.used()).containsOnlyKeys(BEN);
        place(blob(2, 50), FOR_ADA);
        assertThat(holdings.used()).containsOnlyKeys(ADA, BEN);
    }

    @Test
    void leavesABlobThatSomebodyElseHasWhenAWriteOfItIsGivenUp() throws IOException {
        Cid cid = place(blob(1, 100), FOR_ADA);
        write(holdings.incoming(cid), blob(1, 100));
        restart();
        holdings.incoming(cid).close();
        assertThat(blobs.has(cid)).isTrue();
    }

    @Test
    void doesNotDeleteABlobThatSomebodyElseIsWriting() throws IOException {
        Cid cid = place(blob(1, 100), FOR_ADA);
        Incoming bens = holdings.incoming(cid);
        write(bens, blob(1, 100));
        holdings.release(ADA, List.of(cid));
        assertThat(blobs.has(cid)).isTrue();
        bens.claim(claim(cid, 100, FOR_BEN), Layer.RECIPROCAL);
        bens.close();
        assertThat(blobs.has(cid)).isTrue();
        assertThat(holdings.used()).containsOnlyKeys(BEN);
    }

    @Test
    void finishesADeletionThatWasKilledHalfway() throws IOException {
        Cid cid = place(blob(1, 100), FOR_ADA);
        ledger.database().update("DELETE FROM claims");
        assertThat(blobs.has(cid)).isTrue();
        restart();
        assertThat(blobs.has(cid)).isFalse();
        assertThat(ledger.database().number("SELECT count(*) FROM doomed")).isZero();
    }

    @Test
    void sparesADoomedBlobThatIsWantedAgain() throws IOException {
        Cid cid = place(blob(1, 100), FOR_ADA);
        ledger.database().update("DELETE FROM claims");
        references.open("file", Layer.GIFT, MINE);
        references.add("file", cid, 100);
        holdings.tick();
        assertThat(blobs.has(cid)).isTrue();
    }

    @Test
    void deletesNothingBeforeALargerTransactionIsDone() throws IOException {
        Cid cid = blobs.put(blob(1, 100), 0, 100);
        references.open("file", Layer.SOVEREIGN, MINE);
        references.add("file", cid, 100);
        assertThatThrownBy(() -> ledger.inTransaction(() -> {
                    references.drop("file");
                    throw new IOException("no, keep it");
                }))
                .hasMessage("no, keep it");
        holdings.tick();
        assertThat(blobs.has(cid)).isTrue();

        ledger.inTransaction(() -> references.drop("file"));
        assertThat(blobs.has(cid)).isTrue();
        holdings.tick();
        assertThat(blobs.has(cid)).isFalse();
    }

    @Test
    void triesADeletionAgainThatFailed() throws IOException {
        FaultyBlobs faulty = new FaultyBlobs(blobs);
        holdings = Holdings.open(ledger, faulty, ME);
        Cid stuck = place(blob(1, 100), FOR_ADA);
        Cid other = place(blob(2, 100), FOR_ADA);
        faulty.failsToDelete(stuck);
        holdings.release(ADA, List.of(stuck, other));
        assertThat(blobs.has(stuck)).isTrue();
        assertThat(blobs.has(other)).isFalse();
        assertThat(holdings.usedBy(ADA)).isZero();
        faulty.works();
        holdings.tick();
        assertThat(blobs.has(stuck)).isFalse();
    }

    @Test
    void deletesManyMoreThanOneBatch() throws IOException {
        List<Cid> cids = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            cids.add(place(blob(i, 10), FOR_ADA));
        }
        holdings.releaseAll(ADA);
        assertThat(blobs.count()).isZero();
        assertThat(holdings.audiences(cids.getFirst())).isEmpty();
    }

    @Test
    void staysExactWhileManyPlaceAndReleaseTheSameBlobs() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            SplittableRandom random = new SplittableRandom(t);
            Audience audience = new Audience(did(10 + t), Reach.PRIVATE);
            threads.add(Thread.ofVirtual().start(() -> churn(random, audience)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (int i = 0; i < 5; i++) {
            Cid cid = Cid.ofRaw(blob(i, 10));
            assertThat(blobs.has(cid)).isEqualTo(!holdings.audiences(cid).isEmpty());
        }
    }

    private void churn(SplittableRandom random, Audience audience) {
        try {
            for (int i = 0; i < 100; i++) {
                byte[] bytes = blob(random.nextInt(5), 10);
                if (random.nextBoolean()) {
                    place(bytes, audience);
                } else {
                    holdings.release(audience.owner(), List.of(Cid.ofRaw(bytes)));
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void findsASumThatIsOff() throws IOException {
        place(blob(1, 100), FOR_ADA);
        ledger.database().update("UPDATE usage SET bytes = 90");
        assertThat(holdings.recount().orElseThrow()).contains(ADA.toString()).contains("-10");
        ledger.database().update("UPDATE usage SET bytes = 100");
    }

    @Test
    void remembersEverythingOnDisk() throws IOException {
        Cid cid;
        try (Ledger first = lasting()) {
            holdings = Holdings.open(first, blobs, ME);
            cid = place(blob(1, 100), FOR_ADA);
            new Pledges(first).set(ADA, 1000);
            new Pledges(first).set(BEN, 10);
            new Pledges(first).set(ADA, 500);
            write(holdings.incoming(Cid.ofRaw(blob(2, 50))), blob(2, 50));
        }
        try (Ledger second = lasting()) {
            Holdings again = Holdings.open(second, blobs, ME);
            assertThat(again.claim(cid, ADA)).contains(claim(cid, 100, FOR_ADA));
            assertThat(again.usedBy(ADA)).isEqualTo(100);
            assertThat(blobs.count()).isEqualTo(1);
            assertThat(new Pledges(second).to(ADA)).isEqualTo(500);
            assertThat(new Pledges(second).total()).isEqualTo(510);
        }
        restart();
    }

    @Test
    void saysThatARowNamesNoReach() throws IOException {
        Cid cid = place(blob(1, 100), FOR_ADA);
        ledger.database().update("UPDATE claims SET reach = 'everywhere'");
        assertThatThrownBy(() -> holdings.audiences(cid))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("everywhere");
    }

    @Test
    void countsEachBlobOnceInTheHighestLayerThatItIsWantedFor() throws IOException {
        Cid cid = place(blob(1, 100), FOR_ADA, Layer.GIFT);
        assertThat(holdings.in(Layer.GIFT)).isEqualTo(new Holdings.Held(100, 1));
        references.open("pinned", Layer.INVESTED, MINE);
        references.add("pinned", cid, 100);
        assertThat(holdings.in(Layer.GIFT)).isEqualTo(new Holdings.Held(0, 0));
        assertThat(holdings.in(Layer.INVESTED)).isEqualTo(new Holdings.Held(100, 1));
        holdings.move(ADA, Layer.GIFT, Layer.RECIPROCAL);
        assertThat(holdings.in(Layer.INVESTED)).isEqualTo(new Holdings.Held(0, 0));
        assertThat(holdings.in(Layer.RECIPROCAL)).isEqualTo(new Holdings.Held(100, 1));
        holdings.release(ADA, List.of(cid));
        assertThat(holdings.in(Layer.INVESTED)).isEqualTo(new Holdings.Held(100, 1));
    }

    @Test
    void keepsTheSumsOfTheLayersWhateverHappensInWhateverOrder() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        List<Did> owners = List.of(ME, ADA, BEN, did(4));
        List<Layer> layers = List.of(Layer.values());
        for (int step = 0; step < 600; step++) {
            int number = random.nextInt(12);
            byte[] bytes = blob(number, 10 + number);
            Cid cid = Cid.ofRaw(bytes);
            Did owner = owners.get(random.nextInt(owners.size()));
            Layer layer = layers.get(random.nextInt(layers.size()));
            String file = "file " + random.nextInt(4);
            switch (random.nextInt(8)) {
                case 0, 1 -> place(bytes, new Audience(owner, Reach.PRIVATE), layer);
                case 2 -> holdings.release(owner, List.of(cid));
                case 3 -> holdings.move(owner, layer, layers.get(random.nextInt(layers.size())));
                case 4 -> {
                    references.open(file, layer, MINE);
                    references.add(file, Map.of(cid, (long) bytes.length));
                    blobs.put(bytes, 0, bytes.length);
                }
                case 5 -> references.drop(file, List.of(cid));
                case 6 ->
                    ledger.database().update("UPDATE local_files SET layer = ? WHERE file = ?", layer.label(), file);
                default -> {
                    if (random.nextInt(10) == 0) {
                        references.drop(file);
                        restart();
                    }
                }
            }
            if (step % 20 == 0) {
                assertThat(sums()).as("after step " + step).isEqualTo(walk());
            }
        }
        assertThat(sums()).isEqualTo(walk());
    }

    private Map<Layer, Holdings.Held> sums() throws IOException {
        Map<Layer, Holdings.Held> sums = new TreeMap<>();
        for (Layer layer : Layer.values()) {
            sums.put(layer, holdings.in(layer));
        }
        return sums;
    }

    /// What the sums must be, from the rows alone.
    private Map<Layer, Holdings.Held> walk() throws IOException {
        record Wanted(String cid, long size, Layer layer) {}
        Map<String, Wanted> each = new TreeMap<>();
        for (String table : List.of("claims", "local_refs")) {
            for (Wanted one : ledger.database()
                    .query(
                            "SELECT cid, size, layer FROM " + table,
                            row -> new Wanted(
                                    row.text("cid"),
                                    row.number("size"),
                                    Layer.labelled(row.text("layer")).orElseThrow()))) {
                each.merge(one.cid, one, (a, b) -> a.layer.compareTo(b.layer) <= 0 ? a : b);
            }
        }
        Map<Layer, Holdings.Held> sums = new TreeMap<>();
        for (Layer layer : Layer.values()) {
            List<Wanted> in =
                    each.values().stream().filter(one -> one.layer == layer).toList();
            sums.put(
                    layer, new Holdings.Held(in.stream().mapToLong(Wanted::size).sum(), in.size()));
        }
        return sums;
    }

    private Cid place(byte[] bytes, Audience audience) throws IOException {
        return place(bytes, audience, audience.owner().equals(ME) ? Layer.SOVEREIGN : Layer.RECIPROCAL);
    }

    private Cid place(byte[] bytes, Audience audience, Layer layer) throws IOException {
        Cid cid = Cid.ofRaw(bytes);
        try (Incoming incoming = holdings.incoming(cid)) {
            write(incoming, bytes);
            incoming.claim(claim(cid, bytes.length, audience), layer);
        }
        return cid;
    }

    private Cid write(Incoming incoming, byte[] bytes) throws IOException {
        Cid cid = Cid.ofRaw(bytes);
        assertThat(incoming.cid()).isEqualTo(cid);
        blobs.put(cid, new ByteArrayInputStream(bytes), bytes.length);
        return cid;
    }

    private static Claim claim(Cid cid, long sizeBytes, Audience audience) {
        return new Claim(
                cid,
                sizeBytes,
                audience,
                Instant.ofEpochSecond(7),
                audience.owner().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static byte[] blob(int seed, int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private static Did did(int seed) {
        return Did.of(SigningKey.generate(new SplittableRandom(seed)).verifyingKey());
    }
}
