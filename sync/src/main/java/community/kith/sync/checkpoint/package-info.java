/// Checkpoints: one signed line of hash that stands for a whole log, countersigned by witnesses who saw that the log
/// only grew; and
/// proofs that anybody checks offline. All in the text formats of C2SP, so other people's tools read them.
///
/// Start with [EntryProof] and [ProofCheck]; [Witness] is the other side. How Kith uses the formats is in
/// `docs/spec/checkpoint.md`.
package community.kith.sync.checkpoint;
