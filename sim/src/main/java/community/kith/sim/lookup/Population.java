package community.kith.sim.lookup;

import community.kith.base.name.Multihash;
import community.kith.base.name.PeerId;
import community.kith.p2p.kademlia.Contact;
import community.kith.p2p.kademlia.Key;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/// Contacts in the order of their keys, so that those that share leading bits lie next to each other.
final class Population {
    private final List<Contact> sorted;

    Population(List<Contact> contacts) {
        List<Contact> copy = new ArrayList<>(contacts);
        copy.sort(Comparator.comparing(Contact::key));
        sorted = List.copyOf(copy);
    }

    static Contact newcomer(RandomGenerator random) {
        byte[] digest = new byte[32];
        random.nextBytes(digest);
        try {
            return Contact.of(PeerId.fromBytes(new Multihash(Multihash.SHA2_256, digest).bytes()));
        } catch (ProtocolException e) {
            throw new AssertionError("a SHA-256 names a peer", e);
        }
    }

    /// A random key that shares exactly so many leading bits with this one, at most 62.
    static Key sharing(Key key, int bits, RandomGenerator random) {
        long kept = bits == 0 ? 0 : key.first() & (-1L << (64 - bits));
        long turned = ~key.first() & (1L << (63 - bits));
        long rest = random.nextLong() & ((1L << (63 - bits)) - 1);
        return new Key(kept | turned | rest, random.nextLong(), random.nextLong(), random.nextLong());
    }

    List<Contact> all() {
        return sorted;
    }

    /// A random sample, without repeats, of those that share exactly `bits` leading bits with `key`.
    List<Contact> sample(Key key, int bits, int most, RandomGenerator random) {
        List<Contact> block = block(key.first() ^ (1L << (63 - bits)), bits + 1);
        if (block.size() <= most) {
            List<Contact> all = new ArrayList<>(block);
            Collections.shuffle(all, random);
            return all;
        }
        List<Contact> sample = new ArrayList<>(most);
        for (int chosen = 0; chosen < most; chosen++) {
            Contact next = block.get(random.nextInt(block.size()));
            while (sample.contains(next)) {
                next = block.get(random.nextInt(block.size()));
            }
            sample.add(next);
        }
        return sample;
    }

    /// From how many shared leading bits on nobody is left.
    int depth(Key key) {
        int bits = 0;
        while (bits < 63 && !block(key.first(), bits).isEmpty()) {
            bits++;
        }
        return bits;
    }

    /// The nearest to a key, nearest first.
    List<Contact> nearest(Key key, int most) {
        int bits = 0;
        while (bits < 63 && block(key.first(), bits + 1).size() >= most) {
            bits++;
        }
        return block(key.first(), bits).stream()
                .sorted(Contact.nearest(key))
                .limit(most)
                .toList();
    }

    /// Those whose keys begin with the first `bits` bits of `word`.
    private List<Contact> block(long word, int bits) {
        if (bits == 0) {
            return sorted;
        }
        long from = word & (-1L << (64 - bits));
        long next = from + (1L << (64 - bits));
        return sorted.subList(lowerBound(from), next == 0 ? sorted.size() : lowerBound(next));
    }

    /// Where the first contact is whose key does not begin with less than this.
    private int lowerBound(long first) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(sorted.get(middle).key().first(), first) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
