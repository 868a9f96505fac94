package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.community.layer.CacheClass;
import community.kith.community.reach.Reach;
import community.kith.node.cache.BlockCache;
import community.kith.store.manifest.Link;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Which of what is read goes into the cache, and as what.
final class Hydrating {
    private final BlockCache cache;
    private final Catalog catalog;

    Hydrating(BlockCache cache, Catalog catalog) {
        this.cache = cache;
        this.catalog = catalog;
    }

    /// For one that is made a file of: all of it, or nothing where that would be too much of the cache.
    ShardFinder.Keeper ofWhole(Manifests.Found found) throws IOException {
        return found.manifest().sizeBytes() > cache.bytesOfOneRead() ? ShardFinder.Keeper.NONE : of(found);
    }

    /// For one that is read from somewhere on, as far as somebody likes.
    ShardFinder.Keeper of(Manifests.Found found) throws IOException {
        if (cache.budgetBytes() == 0) {
            return ShardFinder.Keeper.NONE;
        }
        CacheClass kind = kind(found.link(), found.manifest().about().reach().equals(Reach.COMMONS.label()));
        return new Filling(cache, found.link().manifest(), kind, new AtomicLong(cache.bytesOfOneRead()));
    }

    /// For the index of a manifest, of which more is not known yet.
    ShardFinder.Keeper ofIndex(Link link) throws IOException {
        return cache.budgetBytes() == 0
                ? ShardFinder.Keeper.NONE
                : new Filling(
                        cache,
                        link.manifest(),
                        kind(link, link.key().isEmpty()),
                        new AtomicLong(cache.bytesOfOneRead()));
    }

    void keepRoot(Manifests.Found found) throws IOException {
        if (cache.budgetBytes() > 0) {
            cache.keep(
                    found.link().manifest(),
                    kind(found.link(), found.link().key().isEmpty()),
                    Map.of(found.link().manifest(), found.root()),
                    found.root().length);
        }
    }

    private CacheClass kind(Link link, boolean commons) throws IOException {
        if (catalog.file(link.manifest()).filter(StoredFile::mine).isPresent()) {
            return CacheClass.MINE;
        }
        return commons ? CacheClass.COMMONS : CacheClass.OTHERS;
    }

    /// @param leftBytes that this read may still put there
    private record Filling(BlockCache cache, Cid file, CacheClass kind, AtomicLong leftBytes)
            implements ShardFinder.Keeper {
        @Override
        public void fetched(Stripe stripe, Map<Cid, byte[]> shards) {
            if (leftBytes.addAndGet(-(long) shards.size() * stripe.shardBytes()) >= 0) {
                cache.keep(file, kind, shards, stripe.shardBytes());
            }
        }

        @Override
        public void readHere(Collection<Cid> shards) {
            cache.used(shards);
        }
    }
}
