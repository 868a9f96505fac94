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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
    private static final Did ME = Did.of(SigningKey.generate(new Random(1)).verifyingKey());
    private static final PeerId HERE = peer(2);
    private static final PeerId GONE = peer(3);

    Ledger fresh() throws IOException {
        return Ledger.inMemory();
    }

    @Test
    void whoIsGoneDoesNotKeepOthersFromBeingAskedForProofs() throws IOException {
        try (Ledger ledger = fresh()) {
            var catalog = new Catalog(ledger.database());
            StoredFile first = file(catalog, "first", row(GONE, Optional.empty()));
            StoredFile second = file(catalog, "second", row(HERE, Optional.of(NOW.minus(Duration.ofDays(1)))));

            assertThat(catalog.due(NOW, List.of(HERE), 1)).containsExactly(second);
            assertThat(catalog.due(NOW, List.of(HERE, GONE), 1)).containsExactly(first);
            assertThat(catalog.due(second, NOW, List.of(HERE), 10)).hasSize(1);
            assertThat(catalog.due(NOW.minus(Duration.ofDays(1)), List.of(HERE), 1))
                    .isEmpty();
        }
    }

    private static StoredFile file(Catalog catalog, String name, PlacedRow row) throws IOException {
        StoredFile added = catalog.add(new StoredFile(
                0,
                Cid.ofRaw(name.getBytes(StandardCharsets.UTF_8)),
                name,
                "kith:" + name,
                name,
                FileInfo.Kind.FILE,
                1,
                1,
                NOW,
                new Audience(ME, Reach.PRIVATE),
                Availability.of(Reach.PRIVATE),
                new Shape(1, 3),
                3,
                1,
                true,
                "because"));
        catalog.place(added, List.of(row), name);
        return added;
    }

    private static PlacedRow row(PeerId holder, Optional<Instant> proven) {
        return new PlacedRow(0, 1, holder, Cid.ofRaw(new byte[] {1}), 1, new byte[] {1}, NOW, proven);
    }

    private static PeerId peer(int seed) {
        return PeerId.of(SigningKey.generate(new Random(seed)).verifyingKey());
    }
}
