package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.store.manifest.Stripe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Hands shards to a [ShardFinder.Keeper] on another thread while somebody reads them, one stripe at a time, and only
/// then
/// lets their arrays be filled anew. Guarded by this object's monitor.
final class ShardsBeingKept {
    private final ShardFinder.Keeper keeper;
    private final SpareShards spares;
    private final Set<byte[]> beingKept = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<byte[]> givenBack = new ArrayList<>();

    ShardsBeingKept(ShardFinder.Keeper keeper, SpareShards spares) {
        this.keeper = keeper;
        this.spares = spares;
    }

    /// Begins with these when those before are done.
    void begin(Stripe stripe, Map<Cid, byte[]> shards) {
        if (keeper.equals(ShardFinder.Keeper.NONE) || shards.isEmpty()) {
            return;
        }
        synchronized (this) {
            await();
            beingKept.addAll(shards.values());
            Thread.ofVirtual().name("keeps-shards").start(() -> {
                try {
                    keeper.fetched(stripe, shards);
                } finally {
                    done();
                }
            });
        }
    }

    private synchronized void done() {
        givenBack.forEach(spares::put);
        givenBack.clear();
        beingKept.clear();
        notifyAll();
    }

    /// Whether an array that is given back is still needed; then it is passed on later.
    synchronized boolean retains(byte[] shard) {
        if (!beingKept.contains(shard)) {
            return false;
        }
        givenBack.add(shard);
        return true;
    }

    /// Waits until all is kept.
    synchronized void await() {
        boolean interrupted = false;
        while (!beingKept.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
