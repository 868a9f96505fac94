package community.kith.sync.checkpoint;

import community.kith.sync.merkle.Hash;
import community.kith.sync.merkle.MerkleProofs;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Whether to believe that an entry stands in a log, by nothing but a proof and keys that one trusts.
///
/// @param log whose checkpoints count
/// @param witnesses whose cosignatures count
/// @param needed how many of them have to be there
public record ProofCheck(NoteKey log, List<NoteKey> witnesses, int needed) {
    public ProofCheck {
        witnesses = List.copyOf(witnesses);
        if (log.role() != NoteKey.Role.LOG) {
            throw new IllegalArgumentException(log.name() + " is the key of a witness, not of a log");
        }
        for (NoteKey witness : witnesses) {
            if (witness.role() != NoteKey.Role.WITNESS) {
                throw new IllegalArgumentException(witness.name() + " is the key of a log, not of a witness");
            }
        }
        if (needed < 0 || needed > witnesses.size()) {
            throw new IllegalArgumentException(needed + " of " + witnesses.size() + " witnesses");
        }
    }

    /// What came of it, and why.
    public sealed interface Answer {
        /// It stands there.
        ///
        /// @param seen which witnesses say so, and when they saw it
        record Proven(Checkpoint checkpoint, long index, SortedMap<String, Instant> seen) implements Answer {}

        /// Nothing is proven.
        ///
        /// @param reason in words for people
        record Unproven(String reason) implements Answer {}
    }

    /// @param leaf the entry's bytes
    public Answer check(byte[] leaf, EntryProof proof) {
        try {
            return check(
                    Hash.leaf(leaf), proof, Checkpoint.parse(proof.checkpoint().text()));
        } catch (ProtocolException e) {
            return new Answer.Unproven("the note in the proof is no checkpoint: " + e.getMessage());
        }
    }

    private Answer check(Hash leaf, EntryProof proof, Checkpoint checkpoint) {
        if (!checkpoint.origin().equals(log.name())) {
            return new Answer.Unproven(
                    "the checkpoint is of the log " + checkpoint.origin() + ", not of " + log.name());
        }
        List<Checkpoint.Signed> signed = new ArrayList<>();
        Optional<String> forged = verify(proof.checkpoint(), checkpoint, signed);
        if (forged.isPresent()) {
            return new Answer.Unproven(forged.get());
        }
        if (signed.stream().noneMatch(one -> one.key().equals(log))) {
            return new Answer.Unproven(
                    "the log " + log.name() + " did not sign the checkpoint with the key that was given");
        }
        SortedMap<String, Instant> seen = new TreeMap<>();
        signed.forEach(one -> one.at().ifPresent(at -> seen.put(one.key().name(), at)));
        if (seen.size() < needed) {
            return new Answer.Unproven(
                    "%d of the %d witnesses signed, and %d have to".formatted(seen.size(), witnesses.size(), needed));
        }
        if (!MerkleProofs.includes(proof.index(), checkpoint.size(), leaf, proof.path(), checkpoint.root())) {
            return new Answer.Unproven("the entry is not number %d of the %d in the checkpoint"
                    .formatted(proof.index(), checkpoint.size()));
        }
        return new Answer.Proven(checkpoint, proof.index(), seen);
    }

    /// Collects who signed; a false signature under a name that is known spoils the note.
    private Optional<String> verify(SignedNote note, Checkpoint checkpoint, Collection<Checkpoint.Signed> signed) {
        List<NoteKey> known = new ArrayList<>(witnesses);
        known.add(log);
        for (NoteSignature signature : note.signatures()) {
            for (NoteKey key : known) {
                if (signature.isOf(key)) {
                    Optional<Checkpoint.Signed> one = checkpoint.verify(key, signature);
                    if (one.isEmpty()) {
                        return Optional.of("the signature of " + key.name() + " is false");
                    }
                    signed.add(one.get());
                }
            }
        }
        return Optional.empty();
    }
}
