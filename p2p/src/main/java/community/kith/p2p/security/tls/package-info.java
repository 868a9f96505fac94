/// TLS 1.3 as libp2p has it: certificates that anybody can make and an identity key vouches for.
///
/// Read [TlsHandshake][community.kith.p2p.security.tls.TlsHandshake] first; QUIC takes only
/// [OwnCertificate][community.kith.p2p.security.tls.OwnCertificate] and
/// [PeerCertificate][community.kith.p2p.security.tls.PeerCertificate] from here.
package community.kith.p2p.security.tls;
