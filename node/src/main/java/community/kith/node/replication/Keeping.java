package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.community.placement.Redundancy;
import community.kith.community.placement.Shape;
import community.kith.community.reach.Availability;
import community.kith.community.reach.Reach;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Progress;
import community.kith.node.exchange.ShardClient;
import community.kith.node.ledger.Audience;
import community.kith.node.work.Together;
import community.kith.store.manifest.Kind;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.Segment;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Takes somebody's link into this node's care: a copy of the data shards here, and receipts of my own from those who
/// hold
/// the rest, so that from now on it is repaired from here too, whatever becomes of whoever put it.
final class Keeping {
    private static final int AT_ONCE = 16;

    private final Shelf shelf;
    private final Catalog catalog;
    private final Circle circle;
    private final Content content;
    private final ShardClient client;
    private final Delivery delivery;
    private final InstantSource clock;

    Keeping(
            Shelf shelf,
            Catalog catalog,
            Circle circle,
            Audits.Sources sources,
            Delivery delivery,
            InstantSource clock) {
        this.shelf = shelf;
        this.catalog = catalog;
        this.circle = circle;
        this.content = sources.content();
        this.client = sources.client();
        this.delivery = delivery;
        this.clock = clock;
    }

    StoredFile keep(Manifests.Found found, Progress progress) throws IOException {
        Optional<StoredFile> already = catalog.file(found.link().manifest());
        if (already.isPresent()) {
            return already.get();
        }
        StoredFile file = file(found);
        shelf.open(file.reference(), file.audience());
        shelf.keep(file.reference(), file.manifest(), found.root());
        ShardFinder finder = content.finder(found);
        List<PlacedRow> placed = new ArrayList<>(rowsOfManifest(found, file));
        long doneBytes = 0;
        List<Segment> segments = found.manifest().allSegments();
        for (int index = 0; index < segments.size(); index++) {
            progress.at("fetching", doneBytes, file.sizeBytes());
            placed.addAll(keep(found.manifest(), file, index, finder));
            doneBytes += segments.get(index).plainBytes();
        }
        StoredFile added = catalog.add(file);
        catalog.place(added, placed, file.reference());
        return added;
    }

    private StoredFile file(Manifests.Found found) {
        Manifest manifest = found.manifest();
        Reach reach = Reach.labelled(manifest.about().reach()).orElse(Reach.PRIVATE);
        var shape = new Shape(manifest.shape().k(), manifest.shape().n());
        return new StoredFile(
                0,
                found.link().manifest(),
                "kept " + found.link().manifest(),
                found.link().toString(),
                manifest.name(),
                manifest.kind() == Kind.FOLDER ? FileInfo.Kind.FOLDER : FileInfo.Kind.FILE,
                manifest.sizeBytes(),
                manifest.entries().size(),
                manifest.about().created(),
                new Audience(circle.me().did(), reach == Reach.INVITED ? Reach.PRIVATE : reach),
                Availability.of(reach),
                shape,
                Redundancy.DEFAULT
                        .chooseManifestCopies(shape, shape.n())
                        .shape()
                        .n(),
                manifest.allSegments().size(),
                false,
                "Kept for whoever put it, in the shape they chose: "
                        + "any %d of %d shards give a segment back.".formatted(shape.k(), shape.n()));
    }

    private List<PlacedRow> rowsOfManifest(Manifests.Found found, StoredFile file) throws IOException {
        List<PeerId> having = new ArrayList<>();
        for (PeerId peer : circle.online()) {
            if (having.size() < file.copies() - 1 && has(peer, file.manifest())) {
                having.add(peer);
            }
        }
        List<PlacedRow> rows = new ArrayList<>();
        rows.add(PlacedRow.here(
                StoredFile.MANIFEST, 0, circle.me().peer(), file.manifest(), found.root().length, clock.instant()));
        for (PeerId peer : having) {
            delivery.bring(StoredFile.MANIFEST, rows.size(), peer, file.manifest(), found.root(), file.audience())
                    .ifPresent(rows::add);
        }
        return rows;
    }

    private boolean has(PeerId peer, Cid cid) {
        try {
            return client.have(peer, List.of(cid)).contains(cid);
        } catch (IOException e) {
            return false;
        }
    }

    /// Keeps a segment's data shards here, and claims each row at those who have it. One row counts as mine: the one I
    /// hold already, or one that nobody else has.
    private List<PlacedRow> keep(Manifest manifest, StoredFile file, int index, ShardFinder finder) throws IOException {
        Segment segment = manifest.allSegments().get(index);
        int k = manifest.shape().k();
        int mine = rowOfMine(segment, k, finder);
        byte[] @Nullable [] shards = finder.fetch(segment, k);
        SortedSet<Integer> kept = new TreeSet<>(IntStream.range(0, k).boxed().toList());
        kept.add(mine);
        Map<Cid, Long> sizes = new HashMap<>();
        kept.forEach(row -> sizes.put(segment.shards().get(row), (long) segment.shardBytes()));
        shelf.expect(file.reference(), sizes);
        for (int row : kept) {
            shelf.keep(segment.shards().get(row), Content.shard(manifest, segment, row, shards));
        }
        List<PlacedRow> placed = new ArrayList<>();
        placed.add(PlacedRow.here(
                index, mine, circle.me().peer(), segment.shards().get(mine), segment.shardBytes(), clock.instant()));
        for (int row = 0; row < manifest.shape().n(); row++) {
            Set<PeerId> holders = finder.holders(segment, row);
            if (!holders.isEmpty()) {
                byte[] shard = Content.shard(manifest, segment, row, shards);
                placed.addAll(claim(holders, index, row, segment.shards().get(row), shard, file.audience()));
            }
        }
        return placed;
    }

    private List<PlacedRow> claim(Set<PeerId> holders, int index, int row, Cid cid, byte[] shard, Audience audience)
            throws IOException {
        return Together.map(holders, AT_ONCE, peer -> delivery.bring(index, row, peer, cid, shard, audience)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private int rowOfMine(Segment segment, int k, ShardFinder finder) throws IOException {
        for (int row = 0; row < segment.shards().size(); row++) {
            if (shelf.blobs().has(segment.shards().get(row))) {
                return row;
            }
        }
        for (int row = 0; row < k; row++) {
            if (finder.holders(segment, row).isEmpty()) {
                return row;
            }
        }
        return 0;
    }
}
