/// What this node must never get wrong: who may keep bytes here, what is kept for whom, and what of it is mine.
///
/// Read [Ledger] first, then [Holdings]. Everything is one SQLite file, `HOME/ledger.db`; `docs/spec/ledger.md`
/// describes
/// its tables and says which of them are views that can be counted anew.
package community.kith.node.ledger;
