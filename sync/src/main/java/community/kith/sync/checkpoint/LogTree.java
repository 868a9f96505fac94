package community.kith.sync.checkpoint;

import community.kith.base.crypto.SigningKey;
import community.kith.sync.log.Entries;
import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import community.kith.sync.merkle.MerkleTree;

/// The tree over a device's log: its leaves are the bytes of the entries up to the log's position, in order.
public final class LogTree {
    private static final int PAGE = 512;

    private final LogId log;
    private final MerkleTree tree = new MerkleTree();

    public LogTree(LogId log) {
        this.log = log;
    }

    /// Adds what was added to the log since.
    public LogTree upTo(long position, Entries entries) {
        while (tree.size() < position) {
            int page = (int) Math.min(PAGE, position - tree.size());
            for (Entry entry : entries.from(log, tree.size() + 1, page)) {
                if (entry.sequence() != tree.size() + 1) {
                    throw new IllegalArgumentException("a gap or a fork before position " + position + " of " + log);
                }
                tree.add(entry.bytes());
            }
        }
        return this;
    }

    public MerkleTree tree() {
        return tree;
    }

    /// The checkpoint of the log as it is, signed by its device.
    public SignedNote sign(SigningKey device) {
        return new Checkpoint(NoteKey.ofLog(log).name(), tree.size(), tree.root()).sign(device);
    }

    /// That an entry stands in the log, by a checkpoint of it.
    ///
    /// @throws IllegalArgumentException when the entry is not among those in the checkpoint
    public EntryProof prove(long sequence, long size, SignedNote checkpoint) {
        return new EntryProof(sequence - 1, tree.inclusion(sequence - 1, size), checkpoint);
    }
}
