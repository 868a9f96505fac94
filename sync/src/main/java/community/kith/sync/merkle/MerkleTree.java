package community.kith.sync.merkle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A tree in memory that leaves are added to: 64 bytes for each. One thread's.
public final class MerkleTree implements Hashes {
    private static final int FIRST_HASHES = 16;

    private final List<byte[]> levels = new ArrayList<>();
    private final ProofMaker proofs = new ProofMaker(this);
    private long size;

    /// Without leaves yet.
    public MerkleTree() {}

    public void add(byte[] entry) {
        add(Hash.leaf(entry));
    }

    public void add(Hash leaf) {
        Hash hash = leaf;
        int level = 0;
        put(level, size, hash);
        for (long index = size; (index & 1) == 1; index >>= 1) {
            hash = Hash.above(at(level, index - 1), hash);
            level++;
            put(level, index >> 1, hash);
        }
        size++;
    }

    public long size() {
        return size;
    }

    public Hash root() {
        return root(size);
    }

    /// The root as it was when the tree had that many leaves.
    public Hash root(long smaller) {
        return inMemory(() -> proofs.root(Range.first(within(smaller))));
    }

    public List<Hash> inclusion(long index, long ofSize) {
        return inMemory(() -> proofs.inclusion(index, Range.first(within(ofSize))));
    }

    public List<Hash> consistency(long smaller, long larger) {
        return inMemory(() -> proofs.consistency(Range.first(smaller), within(larger)));
    }

    @Override
    public Hash at(int level, long index) {
        if (index < 0 || level < 0 || level >= levels.size() || index >= size >> level) {
            throw new IllegalArgumentException("no whole subtree " + index + " at level " + level);
        }
        return Hash.of(levels.get(level), Math.toIntExact(index * Hash.BYTES));
    }

    private void put(int level, long index, Hash hash) {
        if (level == levels.size()) {
            levels.add(new byte[FIRST_HASHES * Hash.BYTES]);
        }
        byte[] hashes = levels.get(level);
        int offset = Math.toIntExact(index * Hash.BYTES);
        if (offset == hashes.length) {
            hashes = Arrays.copyOf(hashes, Math.multiplyExact(hashes.length, 2));
            levels.set(level, hashes);
        }
        hash.put(hashes, offset);
    }

    private long within(long smaller) {
        if (smaller < 0 || smaller > size) {
            throw new IllegalArgumentException("a tree of " + smaller + " in one of " + size);
        }
        return smaller;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T inMemory(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }
}
