package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.community.layer.Layer;
import community.kith.community.placement.Redundancy;
import community.kith.node.exchange.Placed;
import community.kith.node.work.Together;
import community.kith.store.manifest.Segment;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes files into care that came with an account: asks my people which of their shards they have, and has them sign
/// anew to whoever I am now. No content moves; what is missing is made by repair afterwards.
final class Adopting {
    private static final int FILES_PER_TICK = 32;
    private static final int AT_ONCE = 16;

    private final Catalog catalog;
    private final Upload.Books books;
    private final Circle circle;
    private final Sources.Outlook outlook;
    private final InstantSource clock;

    Adopting(Catalog catalog, Upload.Books books, Circle circle, Sources.Outlook outlook, InstantSource clock) {
        this.catalog = catalog;
        this.books = books;
        this.circle = circle;
        this.outlook = outlook;
        this.clock = clock;
    }

    /// Adopts some, and says which stripes changed. A file whose manifest nobody gives now is tried again after others.
    Set<StoredStripe> tick() throws IOException {
        Set<StoredStripe> touched = new LinkedHashSet<>();
        List<PeerId> there = circle.online();
        if (there.isEmpty()) {
            return touched;
        }
        for (StoredFile file : catalog.toAdopt(FILES_PER_TICK)) {
            String name = "adopting " + file.manifest();
            try {
                touched.addAll(adopt(file, name, there));
            } catch (IOException e) {
                catalog.tried(file);
                System.getLogger(Adopting.class.getName())
                        .log(System.Logger.Level.DEBUG, () -> file.name() + " cannot be adopted yet: " + e);
            } finally {
                books.stripes().release(name);
            }
        }
        return touched;
    }

    private List<StoredStripe> adopt(StoredFile file, String name, List<PeerId> there) throws IOException {
        Manifests.Found found = outlook.manifests().find(community.kith.store.manifest.Link.parse(file.link()));
        List<StoredStripe> stripes = new ArrayList<>();
        stripes.add(manifest(found, file, name, there));
        for (Segment segment : found.manifest().allSegments()) {
            StoredStripe stripe = books.stripes()
                    .begin(name, segment.stripe(), Optional.of(segment), file.audience(), file.availability());
            if (!stripe.complete()) {
                books.stripes().place(stripe, claim(stripe, there));
                books.stripes().complete(stripe, List.of(), List.of());
            }
            stripes.add(stripe);
        }
        catalog.adopt(file, stripes);
        return stripes;
    }

    /// A manifest is small, and nothing is found without it: it is kept here as well.
    private StoredStripe manifest(Manifests.Found found, StoredFile file, String name, List<PeerId> there)
            throws IOException {
        Cid cid = file.manifest();
        int copies = Redundancy.DEFAULT
                .chooseManifestCopies(file.shape(), Math.max(3, file.shape().n()))
                .shape()
                .n();
        Stripe of = Stripe.copies(cid, copies, found.root().length);
        StoredStripe stripe = books.stripes().begin(name, of, Optional.empty(), file.audience(), file.availability());
        if (!stripe.complete()) {
            books.shelf().expect(stripe, List.of(0), file.mine() ? Layer.SOVEREIGN : Layer.INVESTED);
            books.shelf().keep(cid, found.root(), found.root().length);
            List<PlacedRow> rows = new ArrayList<>();
            rows.add(PlacedRow.here(0, circle.me().peer(), cid, found.root().length, clock.instant()));
            for (PlacedRow row : claim(stripe, there)) {
                if (rows.size() < copies) {
                    rows.add(new PlacedRow(
                            rows.size(),
                            row.holder(),
                            row.shard(),
                            row.sizeBytes(),
                            row.receipt(),
                            row.placed(),
                            row.proven()));
                }
            }
            books.stripes().place(stripe, rows);
            books.stripes().complete(stripe, List.of(), List.of());
        }
        return stripe;
    }

    private List<PlacedRow> claim(StoredStripe stripe, List<PeerId> there) throws IOException {
        return Together.map(there, AT_ONCE, peer -> claim(stripe, peer)).stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<PlacedRow> claim(StoredStripe stripe, PeerId peer) {
        Stripe of = stripe.stripe();
        List<PlacedRow> rows = new ArrayList<>();
        try {
            Set<Cid> has = outlook.client().have(peer, new LinkedHashSet<>(of.shards()));
            for (Cid shard : has) {
                if (outlook.client().claim(peer, shard, of.shardBytes(), stripe.audience())
                        instanceof Placed.Stored stored) {
                    rows.add(new PlacedRow(
                            of.shards().indexOf(shard),
                            peer,
                            shard,
                            of.shardBytes(),
                            stored.receipt().bytes(),
                            clock.instant(),
                            Instant.EPOCH));
                }
            }
        } catch (IOException e) {
            System.getLogger(Adopting.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> peer + " does not say what it has: " + e.getMessage());
        }
        return rows;
    }
}
