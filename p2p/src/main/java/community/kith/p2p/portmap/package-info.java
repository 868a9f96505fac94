/// Asks the router in the house to let others in: by PCP, by NAT-PMP, or by UPnP, whichever it speaks.
///
/// [PortMapper][community.kith.p2p.portmap.PortMapper] keeps the mappings; [Router][community.kith.p2p.portmap.Router]
/// is
/// one way to ask. Sources: RFC 6887, RFC 6886, UPnP WANIPConnection 1 and 2.
package community.kith.p2p.portmap;
