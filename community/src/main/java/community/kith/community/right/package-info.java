/// What an owner lets others do for what is theirs, without letting them read it. Start with [Right].
///
/// The bytes are described in `docs/spec/right.md`.
package community.kith.community.right;
