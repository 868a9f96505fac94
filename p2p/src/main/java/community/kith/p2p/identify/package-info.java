/// identify and identify/push: peers tell each other who they are, where they listen and what they speak.
///
/// Read [PeerInfo][community.kith.p2p.identify.PeerInfo] first.
package community.kith.p2p.identify;
