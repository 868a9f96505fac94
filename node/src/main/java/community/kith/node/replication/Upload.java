package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.community.layer.Layer;
import community.kith.community.placement.Shape;
import community.kith.community.reach.Availability;
import community.kith.node.api.Progress;
import community.kith.node.ledger.Audience;
import community.kith.node.work.Together;
import community.kith.store.chunk.Salt;
import community.kith.store.file.Chunk;
import community.kith.store.file.CodedSegment;
import community.kith.store.file.KnownChunks;
import community.kith.store.file.SegmentSink;
import community.kith.store.manifest.Segment;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// One put while it runs: keeps the data shards of each segment here, and brings every row to the holder it is meant
/// for. What is stored already is used as it is.
///
/// What it is about to do is in the ledger before it does it, so that a kill leaves nothing behind for long, neither
/// here nor with holders. A holder that fails costs a row, which repair brings to another afterwards; a failing disk
/// ends
/// the put.
final class Upload implements SegmentSink, KnownChunks {
    private static final int AT_ONCE = 32;

    /// @param name how the ledger calls this put
    /// @param salt of those it is for
    record Plan(String name, Audience audience, Availability availability, Salt salt, Instant now, long totalBytes) {}

    /// Where what a put does is written down.
    record Books(Shelf shelf, Stripes stripes, Retractions retractions) {}

    private final Plan plan;
    private final Seats seats;
    private final Books books;
    private final Delivery delivery;
    private final Progress progress;
    private final Map<Cid, StoredStripe> stored = new HashMap<>();
    private final PeerId me;
    private long doneBytes;

    Upload(Plan plan, Seats seats, Books books, Delivery delivery, Progress progress) {
        this.plan = plan;
        this.seats = seats;
        this.books = books;
        this.delivery = delivery;
        this.progress = progress;
        this.me = seats.me();
    }

    @Override
    public Optional<Place> find(byte[] digest, int length) throws IOException {
        return books.stripes.chunk(plan.name, name(digest), length);
    }

    /// What only those who share the salt call a chunk.
    private byte[] name(byte[] digest) {
        return plan.salt.derive("kith-chunk-1", digest);
    }

    @Override
    public void accept(CodedSegment coded) throws IOException {
        progress.at("sealing and handing out", doneBytes, plan.totalBytes);
        Segment segment = coded.segment();
        StoredStripe stripe = begin(segment.stripe(), Optional.of(segment));
        if (!stripe.complete()) {
            hand(stripe, segment.stripe().k(), coded.shards());
            List<Chunk> chunks = coded.chunks();
            books.stripes.complete(
                    stripe, chunks.stream().map(chunk -> name(chunk.digest())).toList(), chunks);
        }
        doneBytes += segment.plainBytes();
        progress.at("sealing and handing out", doneBytes, plan.totalBytes);
    }

    /// Keeps the manifest here, and brings copies of it to holders.
    ///
    /// @param copies how many there shall be, mine among them
    StoredStripe acceptManifest(Cid manifest, byte[] root, int copies) throws IOException {
        StoredStripe stripe = begin(Stripe.copies(manifest, copies, root.length), Optional.empty());
        byte[][] rows = new byte[copies][];
        Arrays.fill(rows, root);
        hand(stripe, 1, rows);
        books.stripes.complete(stripe, List.of(), List.of());
        return stripe;
    }

    /// The stripe of a segment of this put, whether it was stored now or before.
    StoredStripe stored(Segment segment) throws IOException {
        Cid id = segment.stripe().id();
        StoredStripe known = stored.get(id);
        if (known != null) {
            return known;
        }
        StoredStripe found = books.stripes
                .find(id)
                .orElseThrow(() -> new IOException("the ledger lost a stripe that this put counts on: " + id));
        stored.put(id, found);
        return found;
    }

    private StoredStripe begin(Stripe stripe, Optional<Segment> segment) throws IOException {
        return books.stripes.begin(plan.name, stripe, segment, plan.audience, plan.availability);
    }

    /// A row to be brought somewhere; to me when the holder is me.
    @SuppressWarnings("ArrayRecordComponent") // a lent buffer, never compared
    private record Errand(StoredStripe stripe, int row, PeerId holder, byte[] bytes) {}

    private void hand(StoredStripe stripe, int dataRows, byte[][] shards) throws IOException {
        Stripe of = stripe.stripe();
        List<Errand> errands = new ArrayList<>();
        List<Integer> here = IntStream.range(0, dataRows).boxed().toList();
        here.forEach(row -> errands.add(new Errand(stripe, row, me, shards[row])));
        seats.take(new Shape(of.k(), of.n()), of.shardBytes())
                .forEach((row, holder) -> errands.add(new Errand(stripe, row, holder, shards[row])));
        books.shelf.expect(stripe, here, Layer.SOVEREIGN);
        Map<PeerId, List<Cid>> drafts = new TreeMap<>();
        for (Errand errand : errands) {
            if (!errand.holder.equals(me)) {
                drafts.computeIfAbsent(errand.holder, holder -> new ArrayList<>())
                        .add(of.shards().get(errand.row));
            }
        }
        books.retractions.draft(plan.name, drafts);
        List<PlacedRow> placed = Together.map(errands, AT_ONCE, this::run).stream()
                .flatMap(Optional::stream)
                .toList();
        books.stripes.place(stripe, placed);
    }

    private Optional<PlacedRow> run(Errand errand) throws IOException {
        if (!errand.holder.equals(me)) {
            return delivery.bring(errand.stripe, errand.row, errand.holder, errand.bytes);
        }
        Cid shard = errand.stripe.stripe().shards().get(errand.row);
        int shardBytes = errand.stripe.stripe().shardBytes();
        books.shelf.keep(shard, errand.bytes, shardBytes);
        return errand.row == 0 ? Optional.of(PlacedRow.here(0, me, shard, shardBytes, plan.now)) : Optional.empty();
    }
}
