package community.kith.node.replication;

import community.kith.base.name.PeerId;
import community.kith.community.placement.Input;
import community.kith.community.placement.SegmentId;
import community.kith.node.api.UnavailableException;
import community.kith.node.event.EventFeed;
import community.kith.node.exchange.Fetched;
import community.kith.node.exchange.ShardClient;
import community.kith.node.people.Acquaintance;
import community.kith.node.work.Together;
import community.kith.store.blob.Blobs;
import community.kith.store.blob.DamagedBlobException;
import community.kith.store.erasure.ReedSolomon;
import community.kith.store.manifest.Link;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Asks holders to prove that they have what they signed for: a random range of a shard must be what my own copy says
/// it
/// is. For a parity shard the range is computed from the same range of my data shards, so nothing else is read or sent.
final class Audits {
    /// Bytes asked for in one proof.
    private static final int RANGE_BYTES = 4 * 1024;

    private static final int AT_ONCE = 4;
    /// Proofs asked for in one tick.
    private static final int PER_TICK = 64;
    /// Files looked at for holders that are there.
    private static final int FILES_PER_TICK = 1_024;

    private final Catalog catalog;
    private final Circle circle;
    private final Content content;
    private final Blobs blobs;
    private final ShardClient client;
    private final Repair repair;
    private final EventFeed feed;
    private final InstantSource clock;
    private final RandomGenerator entropy;
    private final Duration every;

    Audits(Sources sources, Repair repair, EventFeed feed, Chance chance, Duration every) {
        this.catalog = sources.catalog;
        this.circle = sources.circle;
        this.content = sources.content;
        this.blobs = sources.blobs;
        this.client = sources.client;
        this.repair = repair;
        this.feed = feed;
        this.clock = chance.clock();
        this.entropy = chance.entropy();
        this.every = every;
    }

    /// What an audit looks into.
    record Sources(Catalog catalog, Circle circle, Content content, Blobs blobs, ShardClient client) {}

    /// Audits what is due, the longest unproven first. Who is away is not waited for, nor does it hold up the others.
    ///
    /// @return the files about which something was learned
    Set<StoredFile> tick() throws IOException {
        Set<StoredFile> touched = new HashSet<>();
        Instant since = clock.instant().minus(every);
        List<PeerId> here = new ArrayList<>(circle.online());
        here.add(circle.me().peer());
        int left = PER_TICK;
        for (StoredFile file : catalog.due(since, here, FILES_PER_TICK)) {
            List<PlacedRow> due = catalog.due(file, since, here, left);
            left -= due.size();
            if (audit(file, due) > 0) {
                touched.add(file);
            }
            if (left <= 0) {
                break;
            }
        }
        return touched;
    }

    /// Audits everything that a file has anywhere, now.
    void auditAll(StoredFile file) throws IOException {
        audit(
                file,
                catalog.placements(file).stream()
                        .filter(row -> circle.isOnline(row.holder()))
                        .toList());
    }

    /// @return how many rows were proven or found missing
    private int audit(StoredFile file, List<PlacedRow> rows) throws IOException {
        if (rows.isEmpty()) {
            return 0;
        }
        Manifests.Found found = content.find(Link.parse(file.link()));
        List<Question> questions = rows.stream()
                .map(row -> new Question(row, entropy.nextDouble()))
                .toList();
        return (int) Together.map(questions, AT_ONCE, question -> audit(file, found, question)).stream()
                .filter(verdict -> verdict != Verdict.UNKNOWN)
                .count();
    }

    /// What is asked of a holder. Lots are drawn before questions go out side by side: entropy is for one thread.
    ///
    /// @param where how far into the shard, as a part of it
    private record Question(PlacedRow row, double where) {}

    private enum Verdict {
        PROVEN,
        MISSING,
        UNKNOWN
    }

    private Verdict audit(StoredFile file, Manifests.Found found, Question question) throws IOException {
        PlacedRow row = question.row;
        Verdict verdict = row.holder().equals(circle.me().peer()) ? here(file, found, row) : there(found, question);
        switch (verdict) {
            case PROVEN -> catalog.proven(file, row, clock.instant());
            case MISSING -> {
                catalog.lost(file, row);
                repair.tell(
                        new Input.ShardMissing(new SegmentId(file.manifest(), row.segment()), row.row(), row.holder()));
                feed.publish(
                        "repair",
                        file.manifest().toString(),
                        nameOf(row.holder()) + " no longer has a shard of " + file.name()
                                + "; disks fail, it is made anew");
            }
            case UNKNOWN -> {}
        }
        return verdict;
    }

    /// My own copy is read through, and what went bad is fetched or made anew.
    private Verdict here(StoredFile file, Manifests.Found found, PlacedRow row) throws IOException {
        try {
            if (blobs.verify(row.shard())) {
                return Verdict.PROVEN;
            }
        } catch (DamagedBlobException e) {
            feed.publish("repair", file.manifest().toString(), "a shard of " + file.name() + " went bad on this disk");
        }
        try {
            content.restoreHere(found, row.segment());
            feed.publish("repair", file.manifest().toString(), "restored a shard of " + file.name() + " on this disk");
            return Verdict.PROVEN;
        } catch (UnavailableException e) {
            return Verdict.MISSING;
        }
    }

    private Verdict there(Manifests.Found found, Question question) throws IOException {
        PlacedRow row = question.row;
        int sizeBytes = row.segment() == StoredFile.MANIFEST
                ? found.root().length
                : found.manifest().allSegments().get(row.segment()).shardBytes();
        int length = Math.min(RANGE_BYTES, sizeBytes);
        int from = (int) (question.where * (sizeBytes - length + 1));
        Optional<byte[]> expected = expected(found, row, from, length);
        if (expected.isEmpty()) {
            return Verdict.UNKNOWN;
        }
        byte[] answer = new byte[length];
        try {
            return switch (client.getRange(row.holder(), row.shard(), from, answer, 0, length)) {
                case Fetched.Found shard ->
                    shard.blobBytes() == sizeBytes
                                    && shard.lengthBytes() == length
                                    && Arrays.equals(answer, expected.get())
                            ? Verdict.PROVEN
                            : Verdict.MISSING;
                case Fetched.Missing missing -> Verdict.MISSING;
                case Fetched.Refused refused -> Verdict.UNKNOWN;
            };
        } catch (IOException e) {
            return Verdict.UNKNOWN;
        }
    }

    /// What the range must be, from my own copy; empty when that is not here whole.
    private Optional<byte[]> expected(Manifests.Found found, PlacedRow row, int from, int length) throws IOException {
        if (row.segment() == StoredFile.MANIFEST) {
            return Optional.of(Arrays.copyOfRange(found.root(), from, from + length));
        }
        Manifest manifest = found.manifest();
        Segment segment = manifest.allSegments().get(row.segment());
        byte[][] data = new byte[manifest.shape().k()][];
        for (int i = 0; i < data.length; i++) {
            byte[] range = range(segment, i, from, length);
            if (range == null) {
                return Optional.empty();
            }
            data[i] = range;
        }
        if (row.row() < data.length) {
            return Optional.of(data[row.row()]);
        }
        byte[] parity = new byte[length];
        new ReedSolomon(manifest.shape().k(), manifest.shape().n()).encodeRow(row.row(), data, parity, 0, length);
        return Optional.of(parity);
    }

    private byte @Nullable [] range(Segment segment, int row, int from, int length) throws IOException {
        Optional<InputStream> shard = blobs.open(segment.shards().get(row), from, (long) from + length);
        if (shard.isEmpty()) {
            return null;
        }
        try (InputStream in = shard.get()) {
            return in.readNBytes(length);
        }
    }

    private String nameOf(PeerId holder) throws IOException {
        return holder.equals(circle.me().peer())
                ? circle.me().name()
                : circle.device(holder).map(Acquaintance::name).orElse(holder.toString());
    }
}
