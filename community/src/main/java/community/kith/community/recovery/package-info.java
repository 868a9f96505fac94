/// How a passport comes back from people: its seed in shares among guardians, and what it takes to get enough of them.
/// Start with [RecoveryPolicy], then [Petition] and [Gathering].
///
/// The bytes are described in `docs/spec/recovery.md`.
package community.kith.community.recovery;
