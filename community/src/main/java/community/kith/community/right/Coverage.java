package community.kith.community.right;

import community.kith.base.name.Cid;
import community.kith.base.name.Multihash;

/// What a right is about, and how much of it.
///
/// @param list the blob that names the stripes, made for whoever has the right
/// @param root what each of those stripes can be shown to belong to, without the list
/// @param maxBytes how much may be placed in the owner's name at each holder
public record Coverage(Cid list, Multihash root, long maxBytes) {
    public static final long MAX_BYTES = 1L << 60;

    public Coverage {
        if (!list.equals(Cid.raw(list.digest())) || root.code() != Multihash.SHA2_256) {
            throw new IllegalArgumentException("a list of stripes is a raw SHA-256 blob with a SHA-256 root");
        }
        if (maxBytes < 0 || maxBytes > MAX_BYTES) {
            throw new IllegalArgumentException("a right to place " + maxBytes + " bytes");
        }
    }
}
