/// Merkle trees as in RFC 6962: a list of any length has one hash, and that something is in it, or that it only grew,
/// is
/// proven in a few lines.
///
/// Start with [MerkleProofs], which checks; [ProofMaker] makes proofs, from a [MerkleTree] in memory or from
/// [TiledHashes].
package community.kith.sync.merkle;
