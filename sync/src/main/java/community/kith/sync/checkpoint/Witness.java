package community.kith.sync.checkpoint;

import community.kith.base.crypto.SigningKey;
import community.kith.sync.log.LogId;
import community.kith.sync.merkle.Hash;
import community.kith.sync.merkle.MerkleProofs;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.List;

/// Signs what others' logs say they are, after seeing that they only grew. A log that shows different people different
/// things then
/// needs every witness's help. It decides; who calls it keeps what was cosigned, durably, before the cosignature
/// leaves.
public final class Witness {
    private final String name;
    private final SigningKey key;

    /// @param name as others know it, see [NoteKey]
    public Witness(String name, SigningKey key) {
        this.name = name;
        this.key = key;
    }

    /// A device as a witness, under the name that others know it by.
    public static Witness of(SigningKey device) {
        return new Witness(NoteKey.ofWitness(LogId.of(device.verifyingKey())).name(), device);
    }

    /// What others verify its cosignatures with.
    public NoteKey noteKey() {
        return new NoteKey(name, NoteKey.Role.WITNESS, key.verifyingKey());
    }

    /// What was cosigned last of a log.
    public record Seen(long size, Hash root) {
        /// Of a log that was never seen.
        public static final Seen NOTHING = new Seen(0, Hash.EMPTY);
    }

    /// What a witness says to a checkpoint.
    public sealed interface Answer {
        /// It signs.
        ///
        /// @param seen to be kept in place of what was
        record Cosigned(NoteSignature signature, Seen seen) implements Answer {}

        /// The log is smaller than what was cosigned: the asker should prove from there, or is behind.
        record Behind(long size) implements Answer {}

        /// It does not sign, and says why.
        record Refused(String reason) implements Answer {}
    }

    /// @param log whose checkpoint it has to be
    /// @param before what was cosigned last
    /// @param path shows that the log only grew since then
    public Answer cosign(SignedNote note, NoteKey log, Seen before, List<Hash> path, Instant now) {
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.parse(note.text());
        } catch (ProtocolException e) {
            return new Answer.Refused(String.valueOf(e.getMessage()));
        }
        if (!checkpoint.origin().equals(log.name()) || !checkpoint.isSigned(note, log)) {
            return new Answer.Refused("the log " + log.name() + " did not sign this");
        }
        if (checkpoint.size() < before.size()) {
            return new Answer.Behind(before.size());
        }
        if (!grew(before, checkpoint, path)) {
            return new Answer.Refused("the log is not what it was at " + before.size() + " entries and some more");
        }
        return new Answer.Cosigned(checkpoint.cosign(name, key, now), new Seen(checkpoint.size(), checkpoint.root()));
    }

    private static boolean grew(Seen before, Checkpoint checkpoint, List<Hash> path) {
        if (before.size() == 0) {
            return path.isEmpty() && (checkpoint.size() > 0 || checkpoint.root().equals(Hash.EMPTY));
        }
        return MerkleProofs.extendsTree(before.size(), checkpoint.size(), path, before.root(), checkpoint.root());
    }
}
