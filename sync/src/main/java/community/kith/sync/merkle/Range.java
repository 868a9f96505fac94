package community.kith.sync.merkle;

/// Some leaves in a row, from `start` up to before `end`.
public record Range(long start, long end) {
    public Range {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a range of leaves: " + start + " to " + end);
        }
    }

    /// The first leaves of a tree.
    public static Range first(long size) {
        return new Range(0, size);
    }

    public long size() {
        return end - start;
    }

    public boolean isEmpty() {
        return start == end;
    }

    public boolean contains(long index) {
        return start <= index && index < end;
    }

    /// Whether every larger tree has a node with just these leaves below it, or would when these were all of its
    /// leaves: it begins at
    /// a multiple of the power of two that is not smaller than it. Source: draft-ietf-plants-merkle-tree-certs,
    /// "Subtrees".
    public boolean isSubtree() {
        if (size() <= 1) {
            return true;
        }
        int bits = Long.SIZE - Long.numberOfLeadingZeros(size() - 1);
        return bits < Long.SIZE - 1 ? (start & (1L << bits) - 1) == 0 : start == 0;
    }

    /// The number of leaves on the left below the top node: the greatest power of two that is less than the size.
    long split() {
        return Long.highestOneBit(size() - 1);
    }
}
