/// Finding peers in the same house, without anybody's help.
///
/// Read [Mdns][community.kith.p2p.discovery.Mdns] first. Source: libp2p specs, `discovery/mdns.md`; RFC 1035
/// (messages),
/// RFC 6762 (multicast DNS), RFC 6763 (service discovery).
package community.kith.p2p.discovery;
