package community.kith.store.care;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import community.kith.base.name.Multihash;
import community.kith.store.manifest.Stripe;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A stripe, and what shows to whoever knows the root that it is one of those that the root stands for.
///
/// @param path from the stripe up
public record Membership(Stripe stripe, List<Step> path) {
    /// More stripes than a list can name have no longer paths.
    public static final int MAX_STEPS = 20;

    private static final int STEP_BYTES = 1 + Sha256.BYTES;

    public Membership {
        path = List.copyOf(path);
        if (path.size() > MAX_STEPS) {
            throw new IllegalArgumentException("a path of " + path.size() + " steps, more than " + MAX_STEPS);
        }
    }

    /// A neighbour on the way up.
    @SuppressWarnings("ArrayRecordComponent") // compared by content below
    public record Step(boolean left, byte[] hash) {
        byte[] above(byte[] here) {
            return left ? StripeTree.node(hash, here) : StripeTree.node(here, hash);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Step step && left == step.left && Arrays.equals(hash, step.hash);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(hash);
        }
    }

    /// Whether the stripe belongs to that root.
    public boolean isUnder(Multihash root) {
        byte[] at = StripeFormat.leaf(stripe);
        for (Step step : path) {
            at = step.above(at);
        }
        return root.code() == Multihash.SHA2_256 && Arrays.equals(at, root.digest());
    }

    /// Whether the stripe has a shard of this name and size.
    public boolean has(Cid shard, long sizeBytes) {
        return sizeBytes == stripe.shardBytes() && stripe.shards().contains(shard);
    }

    public Ipld toIpld() {
        byte[] steps = new byte[path.size() * STEP_BYTES];
        for (int i = 0; i < path.size(); i++) {
            steps[i * STEP_BYTES] = (byte) (path.get(i).left ? 0 : 1);
            System.arraycopy(path.get(i).hash, 0, steps, i * STEP_BYTES + 1, Sha256.BYTES);
        }
        return StripeFormat.fields(stripe).put("path", steps).build();
    }

    public static Membership read(Ipld from) throws ProtocolException {
        FieldReader fields = new FieldReader(from, "stripe");
        Stripe stripe = StripeFormat.read(fields);
        byte[] steps = fields.bytes("path", MAX_STEPS * STEP_BYTES);
        fields.end();
        if (steps.length % STEP_BYTES != 0) {
            throw new ProtocolException("stripe: a path of " + steps.length + " bytes");
        }
        List<Step> path = new ArrayList<>();
        for (int at = 0; at < steps.length; at += STEP_BYTES) {
            if (steps[at] != 0 && steps[at] != 1) {
                throw new ProtocolException("stripe: a neighbour that is neither left nor right");
            }
            path.add(new Step(steps[at] == 0, Arrays.copyOfRange(steps, at + 1, at + STEP_BYTES)));
        }
        return new Membership(stripe, path);
    }
}
