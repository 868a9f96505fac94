package community.kith.store.file;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Hashes the shards of a segment, each once, on all cores: most of what a put costs.
final class ShardNames {
    private ShardNames() {}

    /// The name of the first so many bytes.
    static Cid of(byte[] shard, int shardBytes) {
        return name(Sha256.fresh(), shard, shardBytes);
    }

    private static Cid name(MessageDigest digest, byte[] shard, int shardBytes) {
        digest.update(shard, 0, shardBytes);
        return Cid.raw(digest.digest());
    }

    static Cid[] of(byte[][] shards, int shardBytes) {
        Cid[] names = new Cid[shards.length];
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            MessageDigest digest = Sha256.fresh();
            for (int row = next.getAndIncrement(); row < shards.length; row = next.getAndIncrement()) {
                names[row] = name(digest, shards[row], shardBytes);
            }
        };
        List<Thread> others = new ArrayList<>();
        for (int i = Math.min(Runtime.getRuntime().availableProcessors(), shards.length); i > 1; i--) {
            others.add(Thread.ofVirtual().name("shard-names").start(work));
        }
        work.run();
        others.forEach(Tasks::join);
        return names;
    }
}
