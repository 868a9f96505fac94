/// Who somebody is: a passport, and the devices that it vouches for. Start with [Delegation].
///
/// The bytes are described in `docs/spec/identity.md`.
package community.kith.community.identity;
