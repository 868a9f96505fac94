package community.kith.store.manifest;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import community.kith.store.erasure.ReedSolomon;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;

/// Shards that were coded together, without what opens them: all that whoever repairs them has to know.
///
/// @param shards by row, n of them; with k = 1 all are the same blob
public record Stripe(int k, int n, int shardBytes, List<Cid> shards) {
    public Stripe {
        if (k < 1 || n < k || n > ReedSolomon.MAX_SHARDS || shards.size() != n) {
            throw new IllegalArgumentException("need 1 ≤ k ≤ n ≤ 255 and n shards but k = %d, n = %d with %d shards"
                    .formatted(k, n, shards.size()));
        }
        if (shardBytes < 1) {
            throw new IllegalArgumentException("shards of " + shardBytes + " bytes");
        }
        if (k == 1 && !shards.stream().allMatch(shards.getFirst()::equals)) {
            throw new IllegalArgumentException("copies that differ");
        }
        // kept once however many there are: a manifest names up to half a million stripes
        shards = k == 1 ? Collections.nCopies(n, shards.getFirst()) : List.copyOf(shards);
        for (Cid shard : k == 1 ? shards.subList(0, 1) : shards) {
            if (!shard.equals(Cid.raw(shard.digest()))) {
                throw new IllegalArgumentException("a shard is a raw SHA-256 blob, not " + shard);
            }
        }
    }

    /// A blob in so many copies.
    public static Stripe copies(Cid blob, int copies, int bytes) {
        return new Stripe(1, copies, bytes, Collections.nCopies(copies, blob));
    }

    /// The name of what these shards give, however many there are of a copy: the blob itself for copies, else the
    /// SHA-256
    /// of k and the shards' digests by row.
    public Cid id() {
        if (k == 1) {
            return shards.getFirst();
        }
        MessageDigest digest = Sha256.fresh();
        digest.update((byte) k);
        shards.forEach(shard -> digest.update(shard.digest()));
        return Cid.raw(digest.digest());
    }
}
