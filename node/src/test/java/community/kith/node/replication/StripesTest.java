package community.kith.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.placement.Shape;
import community.kith.community.reach.Availability;
import community.kith.community.reach.Reach;
import community.kith.node.api.FileInfo;
import community.kith.node.ledger.Audience;
import community.kith.node.ledger.Ledger;
import community.kith.store.file.Chunk;
import community.kith.store.manifest.Segment;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StripesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
    private static final Did ME = Did.of(SigningKey.generate(new Random(1)).verifyingKey());
    private static final PeerId HERE = peer(2);
    private static final PeerId GONE = peer(3);
    private static final byte[] NAME = {1, 2, 3};

    private Ledger ledger;
    private Stripes stripes;
    private Catalog catalog;

    Ledger fresh() throws IOException {
        return Ledger.inMemory();
    }

    @BeforeEach
    void open() throws IOException {
        ledger = fresh();
        stripes = new Stripes(ledger.database());
        catalog = new Catalog(ledger.database());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whoIsGoneDoesNotKeepOthersFromBeingAskedForProofs() throws IOException {
        StoredStripe first = stripe("first", "a put");
        StoredStripe second = stripe("second", "a put");
        stripes.place(first, List.of(row(first, GONE, Instant.EPOCH)));
        stripes.place(second, List.of(row(second, HERE, NOW.minus(Duration.ofDays(1)))));

        assertThat(stripes.due(NOW, NOW.plus(Duration.ofDays(1)), List.of(HERE), 1))
                .containsExactly(second);
        assertThat(stripes.due(NOW, NOW.plus(Duration.ofDays(1)), List.of(GONE), 1))
                .containsExactly(first);
        assertThat(stripes.due(NOW, NOW.plus(Duration.ofDays(1)), List.of(HERE, GONE), 1))
                .containsExactly(second, first);
        assertThat(stripes.due(NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(1)), List.of(HERE), 1))
                .isEmpty();
    }

    @Test
    void whatIsShortIsFoundBeforeAnybodyAssessedIt() throws IOException {
        StoredStripe stripe = stripe("it", "a put");
        stripes.complete(stripe, List.of(), List.of());
        assertThat(stripes.shortOfShards(10)).containsExactly(again(stripe));

        stripes.place(stripe, List.of(row(stripe, 0), row(stripe, 1), row(stripe, 2)));
        assertThat(stripes.shortOfShards(10)).isEmpty();

        stripes.lost(stripe, row(stripe, 1));
        assertThat(stripes.shortOfShards(10)).containsExactly(again(stripe));
    }

    @Test
    void whatOnlyTheSilentHaveIsFoundAndWhatIsMadeElsewhereGivesWayToTheNext() throws IOException {
        StoredStripe first = stripe("first", "a put");
        StoredStripe second = stripe("second", "a put");
        StoredStripe third = stripe("third", "a put");
        for (StoredStripe stripe : List.of(first, second, third)) {
            stripes.place(stripe, List.of(row(stripe, GONE, NOW)));
        }
        stripes.place(second, List.of(row(second, HERE, NOW)));
        Silent silent = new Silent(stripes);
        assertThat(silent.stripes(List.of(GONE), 1, NOW)).containsExactly(first);

        stripes.place(first, List.of(row(first, HERE, NOW)));
        assertThat(silent.stripes(List.of(GONE), 1, NOW)).containsExactly(third);

        stripes.place(third, List.of(row(third, HERE, NOW)));
        assertThat(silent.stripes(List.of(GONE), 1, NOW)).isEmpty();
        assertThat(silent.stripes(List.of(GONE, HERE), 9, NOW)).contains(first, second, third);
    }

    @Test
    void whatNobodyElseHasIsNotForgottenOfWhoIsGone() throws IOException {
        StoredStripe alone = stripe("alone", "a put");
        StoredStripe shared = stripe("shared", "a put");
        stripes.place(alone, List.of(row(alone, GONE, NOW)));
        stripes.place(shared, List.of(row(shared, GONE, NOW), row(shared, HERE, NOW)));

        stripes.forget(GONE, List.of(alone, shared));

        assertThat(stripes.placements(alone)).extracting(PlacedRow::holder).containsExactly(GONE);
        assertThat(stripes.placements(shared)).extracting(PlacedRow::holder).containsExactly(HERE);
    }

    @Test
    void aStripeGoesWithTheLastFileAndTheLastLease() throws IOException {
        StoredStripe stripe = stripe("shared", "one");
        StoredFile first = catalog.add(file("first"), List.of(stripe));
        StoredFile second = catalog.add(file("second"), List.of(stripe));
        stripes.release("one");
        assertThat(stripes.collectable(10)).isEmpty();

        catalog.forget(first);
        assertThat(stripes.collectable(10)).isEmpty();
        stripe("shared", "another put");
        catalog.forget(second);
        assertThat(stripes.collectable(10)).isEmpty();
        assertThat(stripes.remove(stripe)).isFalse();

        stripes.release("another put");
        assertThat(stripes.collectable(10)).containsExactly(stripe);
        assertThat(stripes.remove(stripe)).isTrue();
        assertThat(stripes.find(stripe.stripe().id())).isEmpty();
    }

    @Test
    void aChunkIsFoundOnceItsStripeIsCompleteAndStaysForWhoFoundIt() throws IOException {
        Segment segment = new Segment(1, Optional.empty(), copies("chunky"));
        StoredStripe stripe =
                stripes.begin("one", segment.stripe(), Optional.of(segment), audience(), Availability.BONDED);
        assertThat(stripes.chunk("two", NAME, 1)).isEmpty();

        stripes.complete(stripe, List.of(NAME), List.of(new Chunk(new byte[32], 0, 1)));
        assertThat(stripes.chunk("two", NAME, 2)).isEmpty();
        assertThat(stripes.chunk("two", NAME, 1))
                .hasValueSatisfying(place -> assertThat(place.segment()).isEqualTo(segment));

        stripes.release("one");
        assertThat(stripes.collectable(10)).isEmpty();
        stripes.releaseAll();
        assertThat(stripes.collectable(10)).hasSize(1);
        assertThat(stripes.remove(stripe)).isTrue();
        assertThat(stripes.chunk("three", NAME, 1)).isEmpty();
    }

    private StoredStripe again(StoredStripe stripe) throws IOException {
        return stripes.find(stripe.stripe().id()).orElseThrow();
    }

    private StoredStripe stripe(String name, String put) throws IOException {
        return stripes.begin(put, copies(name), Optional.empty(), audience(), Availability.BONDED);
    }

    private static Audience audience() {
        return new Audience(ME, Reach.PRIVATE);
    }

    private static Stripe copies(String name) {
        return Stripe.copies(Cid.ofRaw(name.getBytes(StandardCharsets.UTF_8)), 3, 1);
    }

    private static StoredFile file(String name) {
        return new StoredFile(
                0,
                Cid.ofRaw(name.getBytes(StandardCharsets.UTF_8)),
                "kith:" + name,
                name,
                FileInfo.Kind.FILE,
                1,
                1,
                NOW,
                audience(),
                Availability.of(Reach.PRIVATE),
                new Shape(1, 3),
                true,
                "because",
                "",
                1,
                Optional.empty(),
                false);
    }

    private static PlacedRow row(StoredStripe stripe, PeerId holder, Instant proven) {
        return new PlacedRow(1, holder, stripe.stripe().shards().getFirst(), 1, new byte[] {1}, NOW, proven);
    }

    private static PlacedRow row(StoredStripe stripe, int row) {
        return new PlacedRow(row, HERE, stripe.stripe().shards().getFirst(), 1, new byte[] {1}, NOW, NOW);
    }

    private static PeerId peer(int seed) {
        return PeerId.of(SigningKey.generate(new Random(seed)).verifyingKey());
    }
}
