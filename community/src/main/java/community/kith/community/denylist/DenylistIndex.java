package community.kith.community.denylist;

import community.kith.base.name.Cid;
import community.kith.base.name.Multihash;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds the entry of a denylist that a blob is in, without an object for each blob: a sorted array of the beginnings
/// of
/// digests, each with the place where the whole is.
public final class DenylistIndex {
    /// Enough for [SignedDenylist#MAX_BLOBS].
    private static final int PLACE_BITS = 16;

    private static final long PLACES = (1L << PLACE_BITS) - 1;

    private final List<Entry> entries;
    /// Beginning of a digest, its last bits replaced by the blob's place among all.
    private final long[] keys;
    /// How many blobs there are before each entry.
    private final int[] before;

    public DenylistIndex(SignedDenylist list) {
        this.entries = list.entries();
        this.keys = new long[list.blobs()];
        this.before = new int[entries.size()];
        int place = 0;
        for (int i = 0; i < entries.size(); i++) {
            before[i] = place;
            for (int at = 0; at < entries.get(i).size(); at++) {
                keys[place] = (entries.get(i).prefix(at) & ~PLACES) | place;
                place++;
            }
        }
        Arrays.sort(keys);
    }

    /// The entry about these bytes, whatever codec the CID has.
    public Optional<Entry> find(Cid cid) {
        if (cid.hash().code() != Multihash.SHA2_256) {
            return Optional.empty();
        }
        byte[] digest = cid.digest();
        long start = Entry.prefix(digest, 0) & ~PLACES;
        int from = Arrays.binarySearch(keys, start);
        for (int i = from < 0 ? -from - 1 : from; i < keys.length && (keys[i] & ~PLACES) == start; i++) {
            int place = (int) (keys[i] & PLACES);
            int found = Arrays.binarySearch(before, place);
            int entry = found < 0 ? -found - 2 : found;
            if (entries.get(entry).isAt(place - before[entry], digest)) {
                return Optional.of(entries.get(entry));
            }
        }
        return Optional.empty();
    }
}
