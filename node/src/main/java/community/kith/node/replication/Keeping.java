package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.community.layer.Layer;
import community.kith.community.placement.Redundancy;
import community.kith.community.placement.Shape;
import community.kith.community.reach.Availability;
import community.kith.community.reach.Reach;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Progress;
import community.kith.node.ledger.Audience;
import community.kith.node.work.Together;
import community.kith.store.manifest.Kind;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.Segment;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Takes somebody's link into this node's care: a copy of the data shards here, and receipts of my own from those who
/// hold the rest, so that from now on it is repaired from here too, whatever becomes of whoever put it.
final class Keeping {
    private static final int AT_ONCE = 16;

    private final Catalog catalog;
    private final Upload.Books books;
    private final Circle circle;
    private final Sources.Outlook outlook;
    private final Delivery delivery;
    private final InstantSource clock;

    Keeping(
            Catalog catalog,
            Upload.Books books,
            Circle circle,
            Sources.Outlook outlook,
            Delivery delivery,
            InstantSource clock) {
        this.catalog = catalog;
        this.books = books;
        this.circle = circle;
        this.outlook = outlook;
        this.delivery = delivery;
        this.clock = clock;
    }

    StoredFile keep(Manifests.Found found, Progress progress) throws IOException {
        Optional<StoredFile> already = catalog.file(found.link().manifest());
        if (already.isPresent()) {
            return already.get();
        }
        StoredFile file = file(found);
        String name = "keeping " + file.manifest();
        try {
            List<StoredStripe> stripes = new ArrayList<>();
            stripes.add(keepManifest(found, file, name));
            ShardFinder finder = outlook.shards().finder(found);
            long doneBytes = 0;
            for (Segment segment : found.manifest().allSegments()) {
                progress.at("fetching", doneBytes, file.sizeBytes());
                stripes.add(keep(segment.stripe(), file, name, finder));
                doneBytes += segment.plainBytes();
            }
            return catalog.add(file, stripes);
        } finally {
            books.retractions().abandon(name);
            books.stripes().release(name);
        }
    }

    private StoredFile file(Manifests.Found found) {
        Manifest manifest = found.manifest();
        Reach reach = Reach.labelled(manifest.about().reach()).orElse(Reach.PRIVATE);
        Shape shape = manifest.segments().isEmpty()
                ? new Shape(1, 1)
                : shape(manifest.segments().getLast().stripe());
        return new StoredFile(
                0,
                found.link().manifest(),
                found.link().toString(),
                manifest.name(),
                manifest.kind() == Kind.FOLDER ? FileInfo.Kind.FOLDER : FileInfo.Kind.FILE,
                manifest.sizeBytes(),
                manifest.entries().size(),
                manifest.about().created(),
                new Audience(circle.me().did(), reach == Reach.INVITED ? Reach.PRIVATE : reach),
                Availability.of(reach),
                shape,
                false,
                "Kept for whoever put it, in the shape they chose: "
                        + "any %d of %d shards give a segment back.".formatted(shape.k(), shape.n()),
                "",
                manifest.sizeBytes(),
                Optional.empty(),
                false);
    }

    private static Shape shape(Stripe stripe) {
        return new Shape(stripe.k(), stripe.n());
    }

    private StoredStripe begin(Stripe stripe, StoredFile file, String name) throws IOException {
        return books.stripes().begin(name, stripe, Optional.empty(), file.audience(), file.availability());
    }

    private StoredStripe keepManifest(Manifests.Found found, StoredFile file, String name) throws IOException {
        int copies = Redundancy.DEFAULT
                .chooseManifestCopies(file.shape(), Math.max(3, file.shape().n()))
                .shape()
                .n();
        StoredStripe stripe = begin(Stripe.copies(file.manifest(), copies, found.root().length), file, name);
        books.shelf().expect(stripe, List.of(0), Layer.INVESTED);
        books.shelf().keep(file.manifest(), found.root(), found.root().length);
        List<PeerId> having = new ArrayList<>();
        for (PeerId peer : circle.online()) {
            if (having.size() < stripe.shape().n() - 1 && has(peer, file.manifest())) {
                having.add(peer);
            }
        }
        List<PlacedRow> rows = new ArrayList<>();
        rows.add(PlacedRow.here(0, circle.me().peer(), file.manifest(), found.root().length, clock.instant()));
        for (PeerId peer : having) {
            delivery.bring(stripe, rows.size(), peer, found.root()).ifPresent(rows::add);
        }
        return finish(stripe, rows);
    }

    private StoredStripe finish(StoredStripe stripe, List<PlacedRow> rows) throws IOException {
        books.stripes().place(stripe, rows);
        books.stripes().complete(stripe, List.of(), List.of());
        return stripe;
    }

    private boolean has(PeerId peer, Cid cid) {
        try {
            return outlook.client().have(peer, List.of(cid)).contains(cid);
        } catch (IOException e) {
            return false;
        }
    }

    /// Keeps a segment's data shards here, and claims each row at those who have it. One row counts as mine: the one I
    /// hold already, or one that nobody else has.
    private StoredStripe keep(Stripe of, StoredFile file, String name, ShardFinder finder) throws IOException {
        StoredStripe stripe = begin(of, file, name);
        if (stripe.complete() && books.shelf().keeps(stripe)) {
            return stripe;
        }
        int mine = rowOfMine(of, finder);
        byte[] @Nullable [] shards = keepHere(stripe, mine, finder);
        List<PlacedRow> placed = new ArrayList<>();
        placed.add(PlacedRow.here(mine, circle.me().peer(), of.shards().get(mine), of.shardBytes(), clock.instant()));
        for (int row = 0; row < of.n(); row++) {
            Set<PeerId> holders = finder.holders(of, row);
            if (!holders.isEmpty()) {
                placed.addAll(claim(holders, stripe, row, Shards.shard(of, row, shards)));
            }
        }
        return finish(stripe, placed);
    }

    private byte[] @Nullable [] keepHere(StoredStripe stripe, int mine, ShardFinder finder) throws IOException {
        Stripe of = stripe.stripe();
        byte[] @Nullable [] shards = finder.fetch(of, of.k());
        SortedSet<Integer> kept =
                new TreeSet<>(IntStream.range(0, of.k()).boxed().toList());
        kept.add(mine);
        books.shelf().expect(stripe, kept, Layer.INVESTED);
        for (int row : kept) {
            books.shelf().keep(of.shards().get(row), Shards.shard(of, row, shards), of.shardBytes());
        }
        return shards;
    }

    /// Brings back what was released: the data shards lie here again.
    void hydrate(StoredFile file, Progress progress) throws IOException {
        List<StoredStripe> stripes = catalog.stripes(file);
        for (int i = 0; i < stripes.size(); i++) {
            progress.at("fetching", file.sizeBytes() * i / stripes.size(), file.sizeBytes());
            StoredStripe stripe = stripes.get(i);
            ShardFinder finder = outlook.shards().finder(stripe.stripe());
            keepHere(stripe, 0, finder);
            Stripe of = stripe.stripe();
            books.stripes()
                    .place(
                            stripe,
                            Collections.singleton(PlacedRow.here(
                                    0, circle.me().peer(), of.shards().getFirst(), of.shardBytes(), clock.instant())));
        }
        catalog.released(file, false);
    }

    private List<PlacedRow> claim(Set<PeerId> holders, StoredStripe stripe, int row, byte[] shard) throws IOException {
        return Together.map(holders, AT_ONCE, peer -> delivery.bring(stripe, row, peer, shard)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private int rowOfMine(Stripe of, ShardFinder finder) throws IOException {
        for (int row = 0; row < of.n(); row++) {
            if (books.shelf().blobs().has(of.shards().get(row))) {
                return row;
            }
        }
        for (int row = 0; row < of.k(); row++) {
            if (finder.holders(of, row).isEmpty()) {
                return row;
            }
        }
        return 0;
    }
}
