/// Who content is for, and who may keep it. Start with [community.kith.community.reach.Reach]; what follows from it
/// decides `community.authority`.
///
/// The rules are described in `docs/spec/reach.md`.
package community.kith.community.reach;
