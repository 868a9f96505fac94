/// How people become known to each other, and what follows from who knows whom: a [Ticket] is handed over, a
/// [BondProposal] comes back, a [Bond] is what both have signed, and the [TrustGraph] is all bonds together.
///
/// The bytes are described in `docs/spec/bond.md`.
package community.kith.community.trust;
