package community.kith.node.replication;

import community.kith.node.api.RefusedException;
import community.kith.node.api.Removal;
import community.kith.node.config.Settings;
import community.kith.node.ledger.Ledger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Removes files, keeps them restorable for a while, and collects the stripes that nothing is made of any more.
///
/// A stripe is collected within a beat or two of the last file that needed it, so many at a time. A put that found one
/// has a lease on it, and both are looked at in one transaction, so neither ever takes it from under the other.
final class Bin {
    /// Within so long, removals count together as one.
    private static final Duration AT_ONCE = Duration.ofHours(1);
    /// So few files may be removed whatever part of all they are.
    private static final int FEW = 3;

    /// After the start, and when the clock leapt by more than a night, so long nothing is forgotten: a clock that is a
    /// year ahead for a moment must cost nothing.
    private static final Duration UNSURE = Duration.ofHours(1);

    private static final Duration LEAP = Duration.ofHours(24);

    private static final int FILES_PER_TICK = 64;
    private static final int STRIPES_PER_TICK = 512;

    private final Ledger ledger;
    private final Catalog catalog;
    private final Upload.Books books;
    private final Circle circle;
    private final InstantSource clock;
    private final Settings settings;
    /// What the clock said at the last tick, and since when it can be believed; owned by the thread in [#tick].
    private Instant lastTick = Instant.MIN;

    private Instant sureSince = Instant.MAX;

    Bin(Ledger ledger, Catalog catalog, Upload.Books books, Circle circle, InstantSource clock, Settings settings) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.books = books;
        this.circle = circle;
        this.clock = clock;
        this.settings = settings;
    }

    void remove(StoredFile file, Removal how) throws IOException {
        switch (how) {
            case CAREFUL -> {
                refuseIfTooMuch(file);
                catalog.removed(file, Optional.of(clock.instant()));
            }
            case SURE -> catalog.removed(file, Optional.of(clock.instant()));
            case FOR_GOOD -> catalog.forget(file);
        }
        collect();
    }

    private void refuseIfTooMuch(StoredFile file) throws IOException {
        Catalog.Removed before = catalog.removedSince(clock.instant().minus(AT_ONCE));
        long files = before.files() + 1;
        long bytes = before.bytes() + file.sizeBytes();
        long allFiles = catalog.count() + before.files();
        long allBytes = catalog.bytes() + before.bytes();
        double share = Math.max((double) files / allFiles, allBytes == 0 ? 0 : (double) bytes / allBytes);
        if (files > FEW && share > settings.largeDeletion()) {
            throw new RefusedException(
                    "removing %s too would make it %.0f %% of all there was within an hour; if that is what you want, say so (--yes)"
                            .formatted(file.name(), 100 * share));
        }
    }

    void restore(StoredFile file) throws IOException {
        catalog.removed(file, Optional.empty());
    }

    /// Lets go of what was removed long enough ago.
    void tick() throws IOException {
        Instant now = clock.instant();
        if (lastTick.equals(Instant.MIN)
                || now.isBefore(lastTick)
                || Duration.between(lastTick, now).compareTo(LEAP) > 0) {
            sureSince = now;
        }
        lastTick = now;
        if (Duration.between(sureSince, now).compareTo(UNSURE) >= 0) {
            forgetOld(now.minus(settings.undelete()));
        }
        collect();
    }

    private void forgetOld(Instant then) throws IOException {
        for (StoredFile file : catalog.removedBefore(then, FILES_PER_TICK)) {
            catalog.forget(file);
        }
    }

    private void collect() throws IOException {
        List<StoredStripe> some = books.stripes().collectable(STRIPES_PER_TICK);
        for (StoredStripe stripe : some) {
            ledger.inTransaction(() -> collect(stripe));
        }
    }

    private void collect(StoredStripe stripe) throws IOException {
        List<PlacedRow> placed = books.stripes().placements(stripe);
        if (!books.stripes().remove(stripe)) {
            return;
        }
        for (PlacedRow row : placed) {
            if (!row.holder().equals(circle.me().peer())) {
                books.retractions().retract(row.holder(), List.of(row.shard()));
            }
        }
        books.shelf().drop(stripe);
    }
}
