package community.kith.sync.merkle;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Checks proofs; nothing here makes any. A proof that is longer or shorter than it has to be proves nothing.
///
/// Source: RFC 9162, sections 2.1.3.2 and 2.1.4.2, in the general form for subtrees of
/// draft-ietf-plants-merkle-tree-certs.
public final class MerkleProofs {
    private MerkleProofs() {}

    /// Whether `leaf` is the one at `index` in the tree with that many leaves and that root.
    public static boolean includes(long index, long size, Hash leaf, List<Hash> path, Hash root) {
        return size >= 0 && includes(index, Range.first(size), leaf, path, root);
    }

    /// Whether `leaf` is the one at `index` of the whole tree, in the subtree of these leaves with that root.
    public static boolean includes(long index, Range subtree, Hash leaf, List<Hash> path, Hash root) {
        return subtree.isSubtree()
                && subtree.contains(index)
                && rootOver(index - subtree.start(), subtree.size(), leaf, path).equals(Optional.of(root));
    }

    private static Optional<Hash> rootOver(long index, long size, Hash leaf, List<Hash> path) {
        long node = index;
        long last = size - 1;
        Hash hash = leaf;
        for (Hash sibling : path) {
            if (last == 0) {
                return Optional.empty();
            }
            if ((node & 1) == 1 || node == last) {
                hash = Hash.above(sibling, hash);
                int lone = Long.numberOfTrailingZeros(node);
                node >>= lone;
                last >>= lone;
            } else {
                hash = Hash.above(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 ? Optional.of(hash) : Optional.empty();
    }

    /// Whether the tree of the smaller size is the beginning of that of the larger one. Of the tree without leaves
    /// nothing can be
    /// shown, since every tree begins so.
    public static boolean extendsTree(long smaller, long larger, List<Hash> path, Hash smallerRoot, Hash largerRoot) {
        return smaller > 0 && contains(Range.first(smaller), larger, path, smallerRoot, largerRoot);
    }

    /// Whether the subtree of these leaves with that root is part of the tree with that many leaves and that root.
    public static boolean contains(Range subtree, long size, List<Hash> path, Hash subtreeRoot, Hash root) {
        if (subtree.end() > size || !subtree.isSubtree()) {
            return false;
        }
        if (subtree.isEmpty()) {
            return path.isEmpty() && subtreeRoot.equals(Hash.EMPTY);
        }
        return climbs(subtree, size, path, subtreeRoot, root);
    }

    private static boolean climbs(Range subtree, long size, List<Hash> path, Hash subtreeRoot, Hash root) {
        long first = subtree.start();
        long node = subtree.end() - 1;
        long last = size - 1;
        // Up to the largest whole tree at the subtree's right end; where both end together, up to the subtree itself.
        while (first != node && (node == last || (node & 1) == 1)) {
            first >>= 1;
            node >>= 1;
            last >>= 1;
        }
        Iterator<Hash> rest = path.iterator();
        Hash inSubtree = subtreeRoot;
        if (first != node) {
            if (!rest.hasNext()) {
                return false;
            }
            inSubtree = rest.next();
        }
        Hash inTree = inSubtree;
        while (rest.hasNext()) {
            if (last == 0) {
                return false;
            }
            Hash sibling = rest.next();
            if ((node & 1) == 1 || node == last) {
                inSubtree = first < node ? Hash.above(sibling, inSubtree) : inSubtree;
                inTree = Hash.above(sibling, inTree);
                int lone = Long.numberOfTrailingZeros(node);
                first >>= lone;
                node >>= lone;
                last >>= lone;
            } else {
                inTree = Hash.above(inTree, sibling);
            }
            first >>= 1;
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && inSubtree.equals(subtreeRoot) && inTree.equals(root);
    }
}
