package community.kith.sync.merkle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Makes roots and proofs of a tree whose hashes are somewhere.
///
/// Source: RFC 6962, sections 2.1 to 2.1.2; for subtrees draft-ietf-plants-merkle-tree-certs.
public final class ProofMaker {
    private final Hashes hashes;

    public ProofMaker(Hashes hashes) {
        this.hashes = hashes;
    }

    /// The hash over these leaves, [Hash#EMPTY] when there are none.
    ///
    /// @throws IllegalArgumentException when they are no subtree
    public Hash root(Range leaves) throws IOException {
        if (!leaves.isSubtree()) {
            throw new IllegalArgumentException("no subtree: " + leaves);
        }
        return leaves.isEmpty() ? Hash.EMPTY : over(leaves);
    }

    /// Shows that a leaf is in a subtree; [MerkleProofs#includes] checks it.
    public List<Hash> inclusion(long index, Range subtree) throws IOException {
        if (!subtree.isSubtree() || !subtree.contains(index)) {
            throw new IllegalArgumentException("leaf " + index + " is not in a subtree " + subtree);
        }
        List<Hash> path = new ArrayList<>();
        path(index, subtree, path);
        return path;
    }

    /// Shows that a subtree is in the tree of that size; [MerkleProofs#contains] checks it.
    public List<Hash> consistency(Range subtree, long size) throws IOException {
        if (!subtree.isSubtree() || subtree.end() > size) {
            throw new IllegalArgumentException("no subtree of a tree of " + size + ": " + subtree);
        }
        List<Hash> path = new ArrayList<>();
        if (!subtree.isEmpty()) {
            climb(subtree, Range.first(size), true, path);
        }
        return path;
    }

    private void path(long index, Range within, List<Hash> path) throws IOException {
        if (within.size() == 1) {
            return;
        }
        Range left = left(within);
        Range right = right(within);
        if (left.contains(index)) {
            path(index, left, path);
            path.add(over(right));
        } else {
            path(index, right, path);
            path.add(over(left));
        }
    }

    /// @param whole whether the subtree is still the one that was asked about, whose hash the asker knows
    private void climb(Range subtree, Range within, boolean whole, List<Hash> path) throws IOException {
        if (subtree.equals(within)) {
            if (!whole) {
                path.add(over(subtree));
            }
            return;
        }
        Range left = left(within);
        Range right = right(within);
        if (subtree.end() <= left.end()) {
            climb(subtree, left, whole, path);
            path.add(over(right));
        } else if (subtree.start() >= right.start()) {
            climb(subtree, right, whole, path);
            path.add(over(left));
        } else {
            climb(new Range(right.start(), subtree.end()), right, false, path);
            path.add(over(left));
        }
    }

    private Hash over(Range leaves) throws IOException {
        if (Long.bitCount(leaves.size()) == 1) {
            int level = Long.numberOfTrailingZeros(leaves.size());
            return hashes.at(level, leaves.start() >> level);
        }
        return Hash.above(over(left(leaves)), over(right(leaves)));
    }

    private static Range left(Range leaves) {
        return new Range(leaves.start(), leaves.start() + leaves.split());
    }

    private static Range right(Range leaves) {
        return new Range(leaves.start() + leaves.split(), leaves.end());
    }
}
