package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.store.blob.Blobs;
import community.kith.store.erasure.ReedSolomon;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.Segment;
import community.kith.store.manifest.Stripe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Any shard of any stripe, whether it is here, elsewhere, or has to be made anew. None of it takes a key.
final class Shards {
    private final ShardFinder.Means means;
    private final Sources sources;
    private final Hydrating hydrating;

    Shards(ShardFinder.Means means, Sources sources, Hydrating hydrating) {
        this.means = means;
        this.sources = sources;
        this.hydrating = hydrating;
    }

    /// Where they may be found by somebody who reads them, so that what is fetched is cached.
    ShardFinder reader(Manifests.Found found) throws IOException {
        return caching(found, hydrating.of(found));
    }

    /// Where they may be found by somebody who makes a file or folder of them.
    ShardFinder extractor(Manifests.Found found) throws IOException {
        return caching(found, hydrating.ofWhole(found));
    }

    private ShardFinder caching(Manifests.Found found, ShardFinder.Keeper keeper) {
        return new ShardFinder(
                stripes(found.manifest()), means.caching(keeper), sources.near(), () -> sources.further(found.link()));
    }

    private static List<Stripe> stripes(Manifest manifest) {
        return manifest.allSegments().stream().map(Segment::stripe).toList();
    }

    /// Where the shards of a manifest's segments may be found now.
    ShardFinder finder(Manifests.Found found) {
        return new ShardFinder(stripes(found.manifest()), means, sources.near(), () -> sources.further(found.link()));
    }

    /// Where they may be found though not on this disk.
    ShardFinder elsewhere(Manifest manifest) {
        return new ShardFinder(stripes(manifest), means.elsewhere(), sources.near(), List::of);
    }

    ShardFinder finder(Stripe stripe) {
        return new ShardFinder(List.of(stripe), means, sources.near(), List::of);
    }

    /// At least k shards of a stripe, by row.
    ///
    /// @throws IOException when there are too few now
    byte[] @Nullable [] fetch(Stripe stripe) throws IOException {
        return finder(stripe).fetch(stripe, stripe.k());
    }

    /// Writes those of these rows that are not on this disk, fetched or made from others.
    ///
    /// @throws IOException when there are too few now
    void restore(Stripe stripe, Collection<Integer> rows) throws IOException {
        byte[] @Nullable [] from = fetch(stripe);
        Blobs blobs = means.blobs();
        for (int row : rows) {
            Cid shard = stripe.shards().get(row);
            if (!blobs.has(shard)) {
                byte[] bytes = shard(stripe, row, from);
                blobs.put(shard, new ByteArrayInputStream(bytes), bytes.length);
            }
        }
    }

    /// One shard, made from any k others.
    ///
    /// @param shards by row, null where a shard is not
    static byte[] shard(Stripe stripe, int row, byte[] @Nullable [] shards) {
        byte[] there = shards[row];
        if (there != null) {
            return there;
        }
        byte[] made = new byte[stripe.shardBytes()];
        new ReedSolomon(stripe.k(), stripe.n()).rebuild(row, shards, made, 0, made.length);
        return made;
    }
}
