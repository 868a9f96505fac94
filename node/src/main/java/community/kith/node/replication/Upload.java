package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.community.placement.Shape;
import community.kith.node.api.Progress;
import community.kith.node.ledger.Audience;
import community.kith.node.work.Together;
import community.kith.store.file.CodedSegment;
import community.kith.store.file.SegmentSink;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One put while it runs: keeps the data shards of each segment here, and brings every row to the holder it is meant
/// for.
///
/// What it is about to do is in the ledger before it does it, so that a kill leaves nothing behind for long, neither
/// here
/// nor with holders. A holder that fails costs a row, which repair brings to another afterwards; a failing disk ends
/// the put.
final class Upload implements SegmentSink {
    private static final int AT_ONCE = 32;

    /// @param reference how the ledger calls this put
    /// @param shape in which segments are coded
    record Plan(String reference, Audience audience, Shape shape, Instant now, long totalBytes) {}

    private final Plan plan;
    private final Seats seats;
    private final Shelf shelf;
    private final Catalog catalog;
    private final Delivery delivery;
    private final Progress progress;
    private final List<PlacedRow> placed = new ArrayList<>();
    private final PeerId me;
    private long doneBytes;

    Upload(Plan plan, Seats seats, Shelf shelf, Catalog catalog, Delivery delivery, Progress progress) {
        this.plan = plan;
        this.seats = seats;
        this.shelf = shelf;
        this.catalog = catalog;
        this.delivery = delivery;
        this.progress = progress;
        this.me = seats.me();
    }

    @Override
    public void accept(CodedSegment segment) throws IOException {
        progress.at("sealing and handing out", doneBytes, plan.totalBytes);
        SortedMap<Integer, PeerId> holders = seats.take(plan.shape, segment.shardBytes());
        List<Errand> errands = new ArrayList<>();
        Map<Cid, Long> kept = new HashMap<>();
        for (int row = 0; row < plan.shape.k(); row++) {
            kept.put(segment.cids()[row], (long) segment.shardBytes());
            errands.add(new Errand(segment.index(), row, me, segment.cids()[row], segment.shards()[row]));
        }
        holders.forEach((row, holder) ->
                errands.add(new Errand(segment.index(), row, holder, segment.cids()[row], segment.shards()[row])));
        shelf.expect(plan.reference, kept);
        run(errands);
        doneBytes += segment.plainBytes();
        progress.at("sealing and handing out", doneBytes, plan.totalBytes);
    }

    /// Keeps the manifest here, and brings copies of it to holders.
    ///
    /// @param copies how many there shall be, mine among them
    void acceptManifest(Cid manifest, byte[] root, int copies) throws IOException {
        shelf.expect(plan.reference, Map.of(manifest, (long) root.length));
        List<Errand> errands = new ArrayList<>();
        errands.add(new Errand(StoredFile.MANIFEST, 0, me, manifest, root));
        seats.take(new Shape(1, copies), root.length)
                .forEach((row, holder) -> errands.add(new Errand(StoredFile.MANIFEST, row, holder, manifest, root)));
        run(errands);
    }

    /// What holders have signed for, and what lies here.
    List<PlacedRow> placed() {
        return List.copyOf(placed);
    }

    /// A row to be brought somewhere; to me when the holder is me.
    @SuppressWarnings("ArrayRecordComponent") // a lent buffer, never compared
    private record Errand(int segment, int row, PeerId holder, Cid shard, byte[] bytes) {}

    private void run(List<Errand> errands) throws IOException {
        Map<PeerId, List<Cid>> drafts = new TreeMap<>();
        for (Errand errand : errands) {
            if (!errand.holder.equals(me)) {
                drafts.computeIfAbsent(errand.holder, holder -> new ArrayList<>())
                        .add(errand.shard);
            }
        }
        catalog.draft(plan.reference, drafts);
        for (Optional<PlacedRow> row : Together.map(errands, AT_ONCE, this::run)) {
            row.ifPresent(placed::add);
        }
    }

    private Optional<PlacedRow> run(Errand errand) throws IOException {
        if (!errand.holder.equals(me)) {
            return delivery.bring(errand.segment, errand.row, errand.holder, errand.shard, errand.bytes, plan.audience);
        }
        shelf.keep(errand.shard, errand.bytes);
        return errand.row == 0
                ? Optional.of(PlacedRow.here(errand.segment, 0, me, errand.shard, errand.bytes.length, plan.now))
                : Optional.empty();
    }
}
