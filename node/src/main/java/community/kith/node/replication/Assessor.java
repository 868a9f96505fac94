package community.kith.node.replication;

import community.kith.base.name.PeerId;
import community.kith.community.placement.Domain;
import community.kith.community.placement.Durability;
import community.kith.community.placement.Health;
import community.kith.community.placement.Held;
import community.kith.community.placement.Receipt;
import community.kith.community.placement.SegmentReceipts;
import community.kith.community.placement.Standing;
import community.kith.node.api.FileHealth;
import community.kith.node.api.FileInfo;
import community.kith.node.event.EventFeed;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.Presence;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Tells how stripes and the files made of them stand, from the receipts of those holders whose silence has not lasted
/// too
/// long.
final class Assessor {
    private final Catalog catalog;
    private final Stripes stripes;
    private final Circle circle;
    private final EventFeed feed;
    private final InstantSource clock;
    private final Duration grace;

    Assessor(Catalog catalog, Stripes stripes, Circle circle, EventFeed feed, InstantSource clock, Duration grace) {
        this.catalog = catalog;
        this.stripes = stripes;
        this.circle = circle;
        this.feed = feed;
        this.clock = clock;
        this.grace = grace;
    }

    /// Works out anew how stripes stand, and the files that are made of them.
    void assess(Collection<StoredStripe> changed) throws IOException {
        examine(changed);
        Set<Long> ids = changed.stream().map(StoredStripe::id).collect(Collectors.toCollection(TreeSet::new));
        for (StoredFile file : ids.isEmpty() ? List.<StoredFile>of() : catalog.filesWith(ids)) {
            sumUp(file);
        }
    }

    /// Works out anew how a file stands, and writes it down.
    FileInfo assess(StoredFile file) throws IOException {
        examine(catalog.stripes(file));
        return sumUp(file);
    }

    /// What a look at some stripes showed.
    ///
    /// @param placed all that was signed for
    private record Findings(List<SegmentReceipts> segments, List<PlacedRow> placed) {}

    /// Works out how stripes stand, and writes it down.
    private Findings examine(Collection<StoredStripe> all) throws IOException {
        Known known = new Known();
        Findings findings = new Findings(new ArrayList<>(), new ArrayList<>());
        List<Assessment> found = new ArrayList<>();
        for (StoredStripe stripe : all) {
            List<PlacedRow> placed = stripes.placements(stripe);
            List<PlacedRow> trusted = known.trusted(placed);
            List<Receipt> receipts = known.receipts(trusted);
            Standing standing = Durability.DEFAULT.standing(stripe.shape(), receipts, known.now);
            long elsewhere = trusted.stream()
                    .filter(row -> !row.holder().equals(circle.me().peer()))
                    .count();
            found.add(new Assessment(stripe, standing, (int) elsewhere));
            findings.segments.add(new SegmentReceipts(stripe.shape(), receipts));
            findings.placed.addAll(placed);
        }
        stripes.assessed(found);
        return findings;
    }

    private FileInfo sumUp(StoredFile file) throws IOException {
        boolean changed = catalog.assess(file);
        FileInfo info = catalog.info(file.manifest()).orElseThrow();
        if (changed) {
            feed.publish(
                    "file",
                    file.manifest().toString(),
                    file.name() + " is " + info.tier().name().toLowerCase(Locale.ROOT) + ": any "
                            + info.lossesSurvived() + " of its holders may be lost");
        }
        return info;
    }

    /// Whether a stripe stays durable, or is as durable as it was, without what lies here.
    boolean isDurableWithoutMe(StoredStripe stripe) throws IOException {
        Known known = new Known();
        List<Held> others = new ArrayList<>();
        for (PlacedRow row : known.trusted(stripes.placements(stripe))) {
            if (!row.holder().equals(circle.me().peer())) {
                others.add(new Held(row.row(), row.holder(), known.domain(row.holder())));
            }
        }
        return Durability.isDurable(stripe.shape(), others);
    }

    /// The whole picture, holder by holder.
    FileHealth report(StoredFile file) throws IOException {
        Findings findings = examine(catalog.stripes(file));
        sumUp(file);
        Health health = Health.of(findings.segments, Durability.DEFAULT, clock.instant());
        return new FileHealth(
                file.manifest(),
                community.kith.node.api.Tier.valueOf(health.tier().name()),
                file.shape().k(),
                file.shape().n(),
                (int) catalog.segments(file),
                health.supporters(),
                Math.max(0, health.losses()),
                health.missingHolders(),
                (int) health.shards(),
                (int) health.missingShards(),
                health.sentence(),
                file.reasoning(),
                holders(findings.placed));
    }

    static boolean isDurable(FileInfo info) {
        return info.tier() != community.kith.node.api.Tier.ACCEPTED;
    }

    /// What was found out about holders in one go.
    private final class Known {
        private final Instant now = clock.instant();
        private final Map<PeerId, Boolean> trust = new HashMap<>();
        private final Map<PeerId, Domain> domains = new HashMap<>();

        List<PlacedRow> trusted(List<PlacedRow> placed) throws IOException {
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

        Domain domain(PeerId holder) throws IOException {
            Domain domain = domains.get(holder);
            if (domain == null) {
                domain = circle.domainOf(holder);
                domains.put(holder, domain);
            }
            return domain;
        }

        List<Receipt> receipts(List<PlacedRow> placed) throws IOException {
            List<Receipt> receipts = new ArrayList<>();
            for (PlacedRow row : placed) {
                Held held = new Held(row.row(), row.holder(), domain(row.holder()));
                receipts.add(new Receipt(held, Optional.of(row.proven()).filter(Instant.EPOCH::isBefore)));
            }
            return receipts;
        }
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
        Optional<Instant> verified = rows.stream()
                .map(PlacedRow::proven)
                .filter(Instant.EPOCH::isBefore)
                .max(Instant::compareTo);
        Optional<Presence.Seen> seen = circle.seen(peer);
        return new FileHealth.Holder(
                me ? circle.me().name() : who.map(Acquaintance::name).orElse("somebody no longer in my book"),
                peer.toString(),
                me,
                circle.isOnline(peer),
                rows.size(),
                me ? Optional.of(clock.instant()) : who.flatMap(Acquaintance::lastSeen),
                verified,
                seen.map(Presence.Seen::onTime),
                seen.map(Presence.Seen::since),
                circle.domainName(peer));
    }
}
