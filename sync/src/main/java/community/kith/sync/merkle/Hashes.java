package community.kith.sync.merkle;

import java.io.IOException;

/// The hashes that a tree is made of: those of whole subtrees, whose leaves are 2^level in number and all there. Such a
/// hash never changes, however the tree grows.
@FunctionalInterface
public interface Hashes {
    /// The hash of the leaves from `index` · 2^`level` up to before (`index` + 1) · 2^`level`.
    ///
    /// @throws IOException when it cannot be had
    Hash at(int level, long index) throws IOException;
}
