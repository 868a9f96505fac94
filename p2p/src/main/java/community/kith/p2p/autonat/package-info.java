/// AutoNAT v2: finds out which of our addresses others can dial, by asking them to.
///
/// [AutonatClient][community.kith.p2p.autonat.AutonatClient] asks,
/// [AutonatServer][community.kith.p2p.autonat.AutonatServer]
/// dials back for others within [AutonatLimits][community.kith.p2p.autonat.AutonatLimits], and
/// [Verdicts][community.kith.p2p.autonat.Verdicts] decides what the answers are worth. Source: libp2p specs,
/// `autonat/autonat-v2.md`.
package community.kith.p2p.autonat;
