/// QUIC v1: connections over UDP with their own streams, encrypted by libp2p's TLS inside.
///
/// Read [QuicTransport][community.kith.p2p.quic.QuicTransport] first. It listens, dials from the port it listens on,
/// and
/// makes
/// [Secured][community.kith.p2p.transport.Secured] connections whose muxer is QUIC itself. Packets, loss and keys are
/// for Netty's codec, that is quiche and BoringSSL; they live on one thread, and everything else blocks as the rest of
/// p2p
/// does.
package community.kith.p2p.quic;
