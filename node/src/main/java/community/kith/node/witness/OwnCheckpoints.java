package community.kith.node.witness;

import community.kith.base.crypto.SigningKey;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.RefusedException;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Row;
import community.kith.node.log.Journal;
import community.kith.sync.checkpoint.Checkpoint;
import community.kith.sync.checkpoint.EntryProof;
import community.kith.sync.checkpoint.LogTree;
import community.kith.sync.checkpoint.NoteSignature;
import community.kith.sync.checkpoint.SignedNote;
import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import community.kith.sync.merkle.Hash;
import java.io.IOException;
import java.net.ProtocolException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The tree over this device's log, and its checkpoints: the newest, and the newest among those that most witnesses
/// signed.
///
/// The tree is made from the ledger when it is first needed and has 64 bytes for each entry, of which a log has as many
/// as there is room for. The ledger's lock guards it.
final class OwnCheckpoints {
    private final Journal journal;
    private final Database database;
    private final SigningKey device;
    private final LogId log;
    private final LogTree tree;

    /// A checkpoint with its signatures.
    ///
    /// @param seen by how many witnesses
    record Kept(long size, SignedNote note, long seen) {}

    /// An entry and its proof.
    record Proven(Entry entry, EntryProof proof, Kept by) {}

    OwnCheckpoints(Journal journal, SigningKey device) {
        this.journal = journal;
        this.database = journal.database();
        this.device = device;
        this.log = LogId.of(device.verifyingKey());
        this.tree = new LogTree(log);
    }

    /// Signs what the log is now, if it grew. What does not go on where the last one ended is never signed.
    ///
    /// @return the newest, if there is any
    Optional<Kept> sign() throws IOException {
        return database.transaction(() -> {
            Optional<Kept> last = newest();
            long position = journal.mine().position();
            if (position > last.map(Kept::size).orElse(0L)
                    && isUpTo(position)
                    && (last.isEmpty() || goesOn(last.get()))) {
                database.update(
                        "INSERT INTO checkpoint (entries, note, seen) VALUES (?, ?, 0)",
                        position,
                        tree.sign(device).bytes());
                forget();
            }
            return newest();
        });
    }

    private boolean isUpTo(long position) {
        return tree.upTo(position, journal.entries()).tree().size() == position;
    }

    private boolean goesOn(Kept last) throws ProtocolException {
        Checkpoint before = Checkpoint.parse(last.note().text());
        return tree.tree().root(before.size()).equals(before.root());
    }

    private void forget() throws IOException {
        long newest = database.number("SELECT max(entries) FROM checkpoint");
        long best = database.number("SELECT entries FROM checkpoint ORDER BY seen DESC, entries DESC LIMIT 1");
        database.update("DELETE FROM checkpoint WHERE entries<>? AND entries<>?", newest, best);
    }

    private Optional<Kept> newest() throws IOException {
        return database.first("SELECT * FROM checkpoint ORDER BY entries DESC LIMIT 1", OwnCheckpoints::kept);
    }

    private static Kept kept(Row row) throws SQLException, ProtocolException {
        return new Kept(row.number("entries"), SignedNote.parse(row.bytes("note")), row.number("seen"));
    }

    /// That the log at `size` begins with what it was at `smaller`.
    List<Hash> growth(long smaller, long size) throws IOException {
        return database.transaction(() -> {
            if (smaller == 0 || !isAtLeast(size)) {
                return List.<Hash>of();
            }
            return tree.tree().consistency(smaller, size);
        });
    }

    private boolean isAtLeast(long size) {
        if (tree.tree().size() < size && journal.mine().position() >= size) {
            tree.upTo(size, journal.entries());
        }
        return tree.tree().size() >= size;
    }

    /// Adds a witness's signature, which was checked, to the checkpoint of that size.
    Optional<Kept> cosigned(long size, NoteSignature signature) throws IOException {
        return database.transaction(() -> {
            String one = "SELECT * FROM checkpoint WHERE entries=?";
            Optional<Kept> kept = database.first(one, OwnCheckpoints::kept, size);
            boolean isNew = kept.isPresent()
                    && kept.get().note().signatures().stream()
                            .noneMatch(old -> old.name().equals(signature.name()));
            if (isNew) {
                database.update(
                        "UPDATE checkpoint SET note=?, seen=seen+1 WHERE entries=?",
                        kept.get().note().with(signature).bytes(),
                        size);
                forget();
            }
            return database.first(one, OwnCheckpoints::kept, size);
        });
    }

    /// Proves that an entry stands in the log, by the checkpoint that most witnesses signed of those that have it.
    ///
    /// @param sequence 0 for the last entry of the best checkpoint
    Proven prove(long sequence) throws IOException {
        return database.transaction(() -> {
            Kept best = database.first(
                            "SELECT * FROM checkpoint WHERE entries>=? ORDER BY seen DESC, entries DESC LIMIT 1",
                            OwnCheckpoints::kept,
                            sequence)
                    .orElseThrow(() -> new NotFoundException("no checkpoint of this device's log has entry " + sequence
                            + " yet; the log has " + journal.mine().position()
                            + ", and what is new is signed within a minute while the node runs"));
            if (journal.mine().position() < best.size() || !isAtLeast(best.size())) {
                throw new RefusedException("this device's log told two stories, so nothing is proven by it any more:"
                        + " kith devices shows both");
            }
            long number = sequence == 0 ? best.size() : sequence;
            Entry entry = journal.entries().at(log, number).getFirst();
            return new Proven(entry, tree.prove(number, best.size(), best.note()), best);
        });
    }
}
