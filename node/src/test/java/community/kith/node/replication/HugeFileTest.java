package community.kith.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.placement.Domain;
import community.kith.community.placement.Durability;
import community.kith.community.placement.Held;
import community.kith.community.placement.Receipt;
import community.kith.community.placement.Shape;
import community.kith.community.reach.Availability;
import community.kith.community.reach.Reach;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Tier;
import community.kith.node.ledger.Audience;
import community.kith.node.ledger.Ledger;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The books of a file of 100 GB, entry for entry as a put writes them; only the bytes are imagined.
class HugeFileTest {
    private static final long FILE_BYTES = 100_000_000_000L;
    private static final int SEGMENT_BYTES = 16 * 1024 * 1024;
    private static final int SEGMENTS = Math.toIntExact((FILE_BYTES + SEGMENT_BYTES - 1) / SEGMENT_BYTES);
    private static final Shape SHAPE = new Shape(4, 7);
    private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
    private static final Audience MINE =
            new Audience(Did.of(SigningKey.generate(new Random(1)).verifyingKey()), Reach.PRIVATE);
    private static final List<PeerId> HOLDERS = IntStream.range(0, SHAPE.n())
            .mapToObj(seed -> PeerId.of(SigningKey.generate(new Random(seed)).verifyingKey()))
            .toList();

    @TempDir
    Path home;

    @Test
    void losingOneHolderOfAHundredGigabytesLeavesEveryStripeShortAndNothingElseUntrue() throws IOException {
        try (Ledger ledger = Ledger.open(home.resolve("ledger.sqlite"))) {
            Stripes stripes = new Stripes(ledger.database());
            Catalog catalog = new Catalog(ledger.database());
            List<StoredStripe> all = new ArrayList<>();
            ledger.database()
                    .inTransaction(
                            () -> { // each segment of a real put is one of its own
                                for (int at = 0; at < SEGMENTS; at++) {
                                    all.add(write(stripes, at));
                                }
                            });
            StoredFile file = catalog.add(file(), all);
            stripes.release("put");
            stripes.assessed(
                    all.stream().map(one -> assessment(one, HOLDERS.size())).toList());
            catalog.assess(file);

            assertThat(catalog.info(file.manifest()).orElseThrow().tier()).isEqualTo(Tier.DURABLE);
            assertThat(stripes.bytesAt(HOLDERS.getFirst())).isEqualTo((long) SEGMENTS * shardBytes());
            assertThat(stripes.shortOfShards(10)).isEmpty();

            ledger.database().inTransaction(() -> {
                for (StoredStripe stripe : all) {
                    stripes.lost(stripe, HOLDERS.getFirst(), 0);
                }
            });
            stripes.assessed(
                    all.stream().map(one -> assessment(one, HOLDERS.size() - 1)).toList());
            catalog.assess(file);

            FileInfo left = catalog.info(file.manifest()).orElseThrow();
            assertThat(left.lossesSurvived()).isEqualTo(SHAPE.n() - SHAPE.k() - 1);
            assertThat(left.receipts()).isEqualTo(SEGMENTS * (SHAPE.n() - 1));
            assertThat(stripes.shortOfShards(SEGMENTS + 1)).hasSize(SEGMENTS);
            assertThat(stripes.bytesAt(HOLDERS.getFirst())).isZero();
        }
    }

    private static StoredStripe write(Stripes stripes, int at) throws IOException {
        List<Cid> names = IntStream.range(0, SHAPE.n())
                .mapToObj(row ->
                        Cid.ofRaw(ByteBuffer.allocate(8).putInt(at).putInt(row).array()))
                .toList();
        Stripe stripe = new Stripe(SHAPE.k(), SHAPE.n(), shardBytes(), names);
        StoredStripe stored = stripes.begin("put", stripe, Optional.empty(), MINE, Availability.BONDED);
        List<PlacedRow> rows = IntStream.range(0, SHAPE.n())
                .mapToObj(row -> new PlacedRow(
                        row, HOLDERS.get(row), names.get(row), shardBytes(), new byte[96], NOW, Instant.EPOCH))
                .toList();
        stripes.place(stored, rows);
        stripes.complete(stored, List.of(), List.of());
        return stored;
    }

    private static Assessment assessment(StoredStripe stripe, int holders) {
        List<Receipt> receipts = IntStream.range(SHAPE.n() - holders, SHAPE.n())
                .mapToObj(row -> new Held(row, HOLDERS.get(row), new Domain("home " + row)))
                .map(held -> new Receipt(held, Optional.empty()))
                .toList();
        return new Assessment(stripe, Durability.DEFAULT.standing(SHAPE, receipts, NOW), holders);
    }

    private static int shardBytes() {
        return SEGMENT_BYTES / SHAPE.k();
    }

    private static StoredFile file() {
        return new StoredFile(
                0,
                Cid.ofRaw(new byte[] {1}),
                "kith:huge",
                "huge.img",
                FileInfo.Kind.FILE,
                FILE_BYTES,
                1,
                NOW,
                MINE,
                Availability.BONDED,
                SHAPE,
                true,
                "because",
                "",
                FILE_BYTES,
                Optional.empty(),
                false);
    }
}
