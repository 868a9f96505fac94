package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.community.layer.Layer;
import community.kith.node.ledger.References;
import community.kith.store.blob.Blobs;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The blobs of my own stripes on this disk: each is referred to before it is written, so that none is ever lost track
/// of.
final class Shelf {
    /// How references to local blobs call the stripe that they are for: this, and its name.
    private static final String STRIPE = "stripe ";

    private final Blobs blobs;
    private final References references;

    Shelf(Blobs blobs, References references) {
        this.blobs = blobs;
        this.references = references;
    }

    Blobs blobs() {
        return blobs;
    }

    /// Announces rows of a stripe, which whoever it is for may then read from here.
    ///
    /// @param layer where a stripe that is new here counts, until the files are known that are made of it
    void expect(StoredStripe stripe, Collection<Integer> rows, Layer layer) throws IOException {
        references.open(reference(stripe), layer, stripe.audience());
        Map<Cid, Long> sizes = new HashMap<>();
        rows.forEach(row -> sizes.put(
                stripe.stripe().shards().get(row), (long) stripe.stripe().shardBytes()));
        references.add(reference(stripe), sizes);
    }

    /// Writes one that was announced; when this returns it survives a power cut.
    ///
    /// @param bytes of which it is the first `length`
    void keep(Cid cid, byte[] bytes, int length) throws IOException {
        blobs.putHashed(cid, bytes, 0, length);
    }

    /// Whether I keep any row of a stripe for reasons of my own.
    boolean keeps(StoredStripe stripe) throws IOException {
        for (Cid shard : Set.copyOf(stripe.stripe().shards())) {
            if (references.refers(reference(stripe), shard)) {
                return true;
            }
        }
        return false;
    }

    /// Forgets these rows of a stripe, and deletes those that nobody else needs.
    void drop(StoredStripe stripe, Collection<Integer> rows) throws IOException {
        references.drop(
                reference(stripe),
                rows.stream().map(row -> stripe.stripe().shards().get(row)).toList());
    }

    /// Forgets a stripe, and deletes what nobody else needs.
    void drop(StoredStripe stripe) throws IOException {
        references.drop(reference(stripe));
    }

    private static String reference(StoredStripe stripe) {
        return STRIPE + stripe.stripe().id();
    }

    /// The stripe that such a reference is for; empty when it is for something else.
    static Optional<Cid> stripeOf(String reference) throws IOException {
        return reference.startsWith(STRIPE)
                ? Optional.of(Cid.parse(reference.substring(STRIPE.length())))
                : Optional.empty();
    }
}
