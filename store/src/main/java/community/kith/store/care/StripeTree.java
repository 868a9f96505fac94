package community.kith.store.care;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.Multihash;
import community.kith.store.manifest.Stripe;
import java.util.ArrayList;
import java.util.List;

/// A hash tree over stripes: its root stands for all of them, and shows of each that it is one of them.
///
/// Leaves and inner nodes are hashed with different first bytes, and whoever has no neighbour moves up as they are: the
/// tree of RFC 6962.
public final class StripeTree {
    private static final byte NODE = 1;

    private final List<Stripe> stripes;
    private final List<List<byte[]>> levels = new ArrayList<>();

    /// @param stripes at least one
    public StripeTree(List<Stripe> stripes) {
        if (stripes.isEmpty()) {
            throw new IllegalArgumentException("a tree without stripes");
        }
        this.stripes = List.copyOf(stripes);
        List<byte[]> level = this.stripes.stream().map(StripeFormat::leaf).toList();
        levels.add(level);
        while (level.size() > 1) {
            level = above(level);
            levels.add(level);
        }
    }

    private static List<byte[]> above(List<byte[]> level) {
        List<byte[]> above = new ArrayList<>(level.size() / 2 + 1);
        for (int i = 0; i + 1 < level.size(); i += 2) {
            above.add(node(level.get(i), level.get(i + 1)));
        }
        if (level.size() % 2 == 1) {
            above.add(level.getLast());
        }
        return above;
    }

    static byte[] node(byte[] left, byte[] right) {
        return Sha256.of(new byte[] {NODE}, left, right);
    }

    public Multihash root() {
        return new Multihash(Multihash.SHA2_256, levels.getLast().getFirst());
    }

    /// What shows that the stripe at this index is one of them.
    public Membership show(int index) {
        List<Membership.Step> path = new ArrayList<>();
        int at = index;
        for (List<byte[]> level : levels) {
            int neighbour = at ^ 1;
            if (neighbour < level.size()) {
                path.add(new Membership.Step(neighbour < at, level.get(neighbour)));
            }
            at /= 2;
        }
        return new Membership(stripes.get(index), path);
    }
}
