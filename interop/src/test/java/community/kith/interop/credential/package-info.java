/// Attestations, checked by somebody else's software and the other way round.
package community.kith.interop.credential;
