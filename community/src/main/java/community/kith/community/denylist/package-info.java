/// Signed lists of what somebody asks others neither to keep nor to give, with reasons. Read [SignedDenylist] first.
/// Format: `docs/spec/denylist.md`.
package community.kith.community.denylist;
