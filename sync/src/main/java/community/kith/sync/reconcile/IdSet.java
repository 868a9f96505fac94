package community.kith.sync.reconcile;

import community.kith.base.crypto.Sha256;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A set of things named by hashes, salted for one conversation, in the order of the salted names. A range of it has a
/// fingerprint
/// that costs no walk: sums are kept.
///
/// The salt comes from both sides, so nobody can choose things beforehand whose sums hide a difference (which, of plain
/// sums, is
/// feasible: Wagner, "A Generalized Birthday Problem", 2002).
final class IdSet<T> {
    static final int FINGERPRINT_BYTES = 16;

    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    private final List<Id> ids;
    private final List<T> things;
    private final BigInteger[] sums;

    private IdSet(SortedMap<Id, T> sorted) {
        ids = List.copyOf(sorted.keySet());
        things = List.copyOf(sorted.values());
        sums = new BigInteger[ids.size() + 1];
        sums[0] = BigInteger.ZERO;
        for (int i = 0; i < ids.size(); i++) {
            sums[i + 1] = sums[i].add(ids.get(i).number()).mod(MODULUS);
        }
    }

    /// What hashes stand for a thing.
    @FunctionalInterface
    interface Naming<T> {
        byte[] of(T thing);
    }

    static <T> IdSet<T> of(byte[] salt, Collection<T> things, Naming<T> naming) {
        SortedMap<Id, T> sorted = new TreeMap<>();
        things.forEach(thing -> sorted.put(Id.of(Sha256.of(salt, naming.of(thing))), thing));
        return new IdSet<>(sorted);
    }

    int size() {
        return ids.size();
    }

    Id id(int index) {
        return ids.get(index);
    }

    T thing(int index) {
        return things.get(index);
    }

    List<Id> ids(int from, int to) {
        return ids.subList(from, to);
    }

    /// The index of the first that is not before this bound.
    int from(Id bound) {
        int low = 0;
        int high = ids.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ids.get(middle).compareTo(bound) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The index of this very one, or -1.
    int indexOf(Id id) {
        int index = from(id);
        return index < ids.size() && ids.get(index).equals(id) ? index : -1;
    }

    byte[] fingerprint(int from, int to) {
        byte[] sum = new byte[Sha256.BYTES];
        byte[] bytes = sums[to].subtract(sums[from]).mod(MODULUS).toByteArray();
        int length = Math.min(bytes.length, sum.length);
        System.arraycopy(bytes, bytes.length - length, sum, sum.length - length, length);
        byte[] count = ByteBuffer.allocate(Integer.BYTES).putInt(to - from).array();
        return Arrays.copyOf(Sha256.of(sum, count), FINGERPRINT_BYTES);
    }
}
