package community.kith.store.care;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import community.kith.store.erasure.ReedSolomon;
import community.kith.store.manifest.Stripe;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The fields of a stripe in maps: of copies, the one blob that all are.
final class StripeFormat {
    /// What travels between devices is not larger.
    static final int MAX_SHARD_BYTES = 32 * 1024 * 1024;

    private static final byte LEAF = 0;

    private StripeFormat() {}

    static FieldsBuilder fields(Stripe stripe) {
        List<Cid> blobs = blobs(stripe);
        byte[] digests = new byte[blobs.size() * Sha256.BYTES];
        for (int i = 0; i < blobs.size(); i++) {
            System.arraycopy(blobs.get(i).digest(), 0, digests, i * Sha256.BYTES, Sha256.BYTES);
        }
        return Ipld.fields()
                .put("k", stripe.k())
                .put("n", stripe.n())
                .put("size", stripe.shardBytes())
                .put("shards", digests);
    }

    static Stripe read(FieldReader fields) throws ProtocolException {
        int k = (int) fields.integer("k", 1, ReedSolomon.MAX_SHARDS);
        int n = (int) fields.integer("n", k, ReedSolomon.MAX_SHARDS);
        int size = (int) fields.integer("size", 1, MAX_SHARD_BYTES);
        byte[] digests = fields.bytesOf("shards", (k == 1 ? 1 : n) * Sha256.BYTES);
        List<Cid> shards = new ArrayList<>(n);
        for (int row = 0; row < n; row++) {
            int at = k == 1 ? 0 : row * Sha256.BYTES;
            shards.add(Cid.raw(Arrays.copyOfRange(digests, at, at + Sha256.BYTES)));
        }
        return new Stripe(k, n, size, shards);
    }

    /// The distinct blobs: all rows, or the one that copies are of.
    static List<Cid> blobs(Stripe stripe) {
        return stripe.k() == 1 ? List.of(stripe.shards().getFirst()) : stripe.shards();
    }

    /// What stands for a stripe in a tree of stripes.
    static byte[] leaf(Stripe stripe) {
        return Sha256.of(new byte[] {LEAF}, DagCbor.encode(fields(stripe).build()));
    }
}
