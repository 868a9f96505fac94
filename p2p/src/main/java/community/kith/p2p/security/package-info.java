/// Proves who is at the other end and hides what is said: Noise XX over any pair of byte streams.
///
/// Read [NoiseHandshake][community.kith.p2p.security.NoiseHandshake] first; it ends in a
/// [SecureChannel][community.kith.p2p.security.SecureChannel].
package community.kith.p2p.security;
