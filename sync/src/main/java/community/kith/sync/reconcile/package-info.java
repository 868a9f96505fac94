/// How two computers that share logs find out which entries each of them lacks, in a number of bytes that goes with the
/// difference and not with what they share.
///
/// Start with [Asking], the side that begins, and [Answering], the other. The messages are in `docs/spec/log-sync.md`.
package community.kith.sync.reconcile;
