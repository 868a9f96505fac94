/// Who content is for, and who may keep it. Start with [Reach], then [ReachRule].
///
/// The rules are described in `docs/spec/reach.md`.
package community.kith.community.reach;
