/// Signed claims by one agent about another, as W3C Verifiable Credentials 2.0 that anybody's software can check. Start
/// with [community.kith.community.attestation.Attestation].
///
/// The form is described in `docs/spec/attestation.md`.
package community.kith.community.attestation;
