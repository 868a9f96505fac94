package community.kith.node.replication;

import community.kith.base.name.PeerId;
import community.kith.community.placement.Durability;
import community.kith.community.placement.Health;
import community.kith.community.placement.Held;
import community.kith.community.placement.Receipt;
import community.kith.community.placement.SegmentReceipts;
import community.kith.community.placement.Tier;
import community.kith.node.api.FileHealth;
import community.kith.node.event.EventFeed;
import community.kith.node.people.Acquaintance;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Tells how a file stands, from the receipts of those holders whose silence has not lasted too long.
final class Assessor {
    private final Catalog catalog;
    private final Circle circle;
    private final EventFeed feed;
    private final InstantSource clock;
    private final Duration grace;

    Assessor(Catalog catalog, Circle circle, EventFeed feed, InstantSource clock, Duration grace) {
        this.catalog = catalog;
        this.circle = circle;
        this.feed = feed;
        this.clock = clock;
        this.grace = grace;
    }

    /// Works out anew how a file stands, and writes it down.
    Health assess(StoredFile file) throws IOException {
        List<PlacedRow> placed = trusted(catalog.placements(file));
        Health health = health(file, placed);
        long receipts = placed.stream()
                .filter(row -> !row.holder().equals(circle.me().peer()))
                .count();
        if (catalog.assessed(file, health, (int) receipts)) {
            feed.publish(
                    "file",
                    file.manifest().toString(),
                    file.name() + " is " + health.tier().label() + ": " + health.sentence());
        }
        return health;
    }

    /// The whole picture, holder by holder.
    FileHealth report(StoredFile file) throws IOException {
        List<PlacedRow> placed = catalog.placements(file);
        Health health = assess(file);
        return new FileHealth(
                file.manifest(),
                community.kith.node.api.Tier.valueOf(health.tier().name()),
                file.shape().k(),
                file.shape().n(),
                file.segments(),
                health.supporters(),
                Math.max(0, health.losses()),
                health.missingHolders(),
                (int) health.shards(),
                (int) health.missingShards(),
                health.sentence(),
                file.reasoning(),
                holders(placed));
    }

    static boolean isDurable(Health health) {
        return health.tier() != Tier.ACCEPTED;
    }

    private List<PlacedRow> trusted(List<PlacedRow> placed) throws IOException {
        Instant now = clock.instant();
        Map<PeerId, Boolean> trust = new HashMap<>();
        List<PlacedRow> trusted = new ArrayList<>();
        for (PlacedRow row : placed) {
            Boolean known = trust.get(row.holder());
            if (known == null) {
                known = circle.isTrusted(row.holder(), grace, now);
                trust.put(row.holder(), known);
            }
            if (known) {
                trusted.add(row);
            }
        }
        return trusted;
    }

    private Health health(StoredFile file, List<PlacedRow> placed) throws IOException {
        Map<Integer, List<Receipt>> bySegment = new TreeMap<>();
        for (int segment = StoredFile.MANIFEST; segment < file.segments(); segment++) {
            bySegment.put(segment, new ArrayList<>());
        }
        Map<PeerId, community.kith.community.placement.Domain> domains = new HashMap<>();
        for (PlacedRow row : placed) {
            var domain = domains.get(row.holder());
            if (domain == null) {
                domain = circle.domainOf(row.holder());
                domains.put(row.holder(), domain);
            }
            List<Receipt> receipts = bySegment.get(row.segment());
            if (receipts != null) {
                receipts.add(new Receipt(new Held(row.row(), row.holder(), domain), row.proven()));
            }
        }
        List<SegmentReceipts> segments = new ArrayList<>();
        bySegment.forEach((segment, receipts) -> segments.add(new SegmentReceipts(file.shapeOf(segment), receipts)));
        return Health.of(segments, Durability.DEFAULT, clock.instant());
    }

    private List<FileHealth.Holder> holders(List<PlacedRow> placed) throws IOException {
        Map<PeerId, List<PlacedRow>> byHolder = new TreeMap<>();
        for (PlacedRow row : placed) {
            byHolder.computeIfAbsent(row.holder(), holder -> new ArrayList<>()).add(row);
        }
        List<FileHealth.Holder> holders = new ArrayList<>();
        for (Map.Entry<PeerId, List<PlacedRow>> each : byHolder.entrySet()) {
            holders.add(holder(each.getKey(), each.getValue()));
        }
        holders.sort(java.util.Comparator.comparing(holder -> holder.name().toLowerCase(Locale.ROOT)));
        return holders;
    }

    private FileHealth.Holder holder(PeerId peer, List<PlacedRow> rows) throws IOException {
        boolean me = peer.equals(circle.me().peer());
        Optional<Acquaintance> who = circle.device(peer);
        Optional<Instant> verified =
                rows.stream().flatMap(row -> row.proven().stream()).max(Instant::compareTo);
        return new FileHealth.Holder(
                me ? circle.me().name() : who.map(Acquaintance::name).orElse("somebody no longer in my book"),
                peer.toString(),
                me,
                circle.isOnline(peer),
                rows.size(),
                me ? Optional.of(clock.instant()) : who.flatMap(Acquaintance::lastSeen),
                verified);
    }
}
