/// Letting somebody read something for a time. Start with [community.kith.community.grant.Grant].
///
/// The bytes are described in `docs/spec/grant.md`.
package community.kith.community.grant;
