/// Taking back what was signed. Start with [community.kith.community.revocation.Revocation].
///
/// The bytes are described in `docs/spec/attestation.md`.
package community.kith.community.revocation;
