package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.node.exchange.ShardClient;
import community.kith.store.blob.Blobs;
import community.kith.store.erasure.ReedSolomon;
import community.kith.store.manifest.Link;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.Segment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What lies behind links: manifests, and any shard of any segment, whether it is here, elsewhere, or has to be made
/// anew.
final class Content {
    private final Blobs blobs;
    private final ShardClient client;
    private final Sources sources;
    private final Manifests manifests;

    Content(Blobs blobs, ShardClient client, Sources sources) {
        this.blobs = blobs;
        this.client = client;
        this.sources = sources;
        this.manifests = new Manifests(blobs, client, sources);
    }

    Manifests.Found find(Link link) throws IOException {
        return manifests.find(link);
    }

    /// Where the shards of a manifest's segments may be found now.
    ShardFinder finder(Manifests.Found found) {
        return new ShardFinder(
                found.manifest().allSegments(), blobs, client, sources.near(), () -> sources.further(found.link()));
    }

    /// Writes the data shards of a segment that are no longer on this disk, fetched or made from others.
    void restoreHere(Manifests.Found found, int index) throws IOException {
        if (index == StoredFile.MANIFEST) {
            blobs.put(found.root(), 0, found.root().length);
            return;
        }
        Manifest manifest = found.manifest();
        Segment segment = manifest.allSegments().get(index);
        int k = manifest.shape().k();
        byte[] @Nullable [] shards = finder(found).fetch(segment, k);
        for (int row = 0; row < k; row++) {
            if (!blobs.has(segment.shards().get(row))) {
                byte[] shard = shard(manifest, segment, row, shards);
                blobs.put(segment.shards().get(row), new ByteArrayInputStream(shard), shard.length);
            }
        }
    }

    /// One shard, made from any k others.
    ///
    /// @param shards by row, null where a shard is not
    static byte[] shard(Manifest manifest, Segment segment, int row, byte[] @Nullable [] shards) {
        byte[] there = shards[row];
        if (there != null) {
            return there;
        }
        byte[] made = new byte[segment.shardBytes()];
        new ReedSolomon(manifest.shape().k(), manifest.shape().n()).rebuild(row, shards, made, 0, made.length);
        return made;
    }

    /// The name of what lies at a row of a segment.
    static Cid cid(Manifests.Found found, int segment, int row) {
        return segment == StoredFile.MANIFEST
                ? found.link().manifest()
                : found.manifest().allSegments().get(segment).shards().get(row);
    }
}
