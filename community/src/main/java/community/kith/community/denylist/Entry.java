package community.kith.community.denylist;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import community.kith.base.name.Multihash;
import java.net.ProtocolException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;

/// Blobs that are denied for one reason: one, or all that a link names. By their SHA-256, since whoever holds a shard
/// knows
/// no more of it.
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record Entry(String reason, byte[] digests) {
    public static final int MAX_REASON_CHARS = 200;

    /// @param digests 32 bytes each, the one that stands for the entry first
    public Entry {
        if (reason.isBlank()
                || reason.length() > MAX_REASON_CHARS
                || reason.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a reason has 1 to " + MAX_REASON_CHARS + " characters, and no line breaks");
        }
        if (digests.length == 0 || digests.length % Sha256.BYTES != 0) {
            throw new IllegalArgumentException("an entry of " + digests.length + " bytes names no blobs");
        }
        digests = digests.clone();
    }

    /// An entry about these, each once.
    public static Entry of(String reason, Collection<Cid> cids) {
        LinkedHashSet<Cid> each = new LinkedHashSet<>();
        for (Cid cid : cids) {
            if (cid.hash().code() != Multihash.SHA2_256) {
                throw new IllegalArgumentException("only names by SHA-256 can be denied, not " + cid);
            }
            each.add(Cid.raw(cid.digest()));
        }
        byte[] digests = new byte[each.size() * Sha256.BYTES];
        int at = 0;
        for (Cid cid : each) {
            System.arraycopy(cid.digest(), 0, digests, at, Sha256.BYTES);
            at += Sha256.BYTES;
        }
        return new Entry(reason, digests);
    }

    @Override
    public byte[] digests() {
        return digests.clone();
    }

    /// How many blobs it is about.
    public int size() {
        return digests.length / Sha256.BYTES;
    }

    /// The blob at that place, as a raw CID.
    public Cid cid(int at) {
        return Cid.raw(Arrays.copyOfRange(digests, at * Sha256.BYTES, (at + 1) * Sha256.BYTES));
    }

    /// What the entry is called: the first of its blobs.
    public Cid head() {
        return cid(0);
    }

    /// Whether it is about these very bytes.
    boolean isAt(int at, byte[] digest) {
        return Arrays.equals(digests, at * Sha256.BYTES, (at + 1) * Sha256.BYTES, digest, 0, Sha256.BYTES);
    }

    /// The first eight bytes of the digest at that place.
    long prefix(int at) {
        return prefix(digests, at * Sha256.BYTES);
    }

    static long prefix(byte[] digest, int from) {
        long prefix = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            prefix = prefix << 8 | (digest[from + i] & 0xff);
        }
        return prefix;
    }

    Ipld toIpld() {
        return Ipld.fields().put("why", reason).put("sha256", digests).build();
    }

    static Entry read(Ipld from, int maxBytes) throws ProtocolException {
        FieldReader fields = new FieldReader(from, "entry of a denylist");
        String reason = fields.text("why", MAX_REASON_CHARS);
        byte[] digests = fields.bytes("sha256", maxBytes);
        fields.end();
        return new Entry(reason, digests);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Entry entry && reason.equals(entry.reason) && Arrays.equals(digests, entry.digests);
    }

    @Override
    public int hashCode() {
        return reason.hashCode() * 31 + Arrays.hashCode(digests);
    }

    @Override
    public String toString() {
        return "Entry[" + head() + " and " + (size() - 1) + " more: " + reason + "]";
    }
}
