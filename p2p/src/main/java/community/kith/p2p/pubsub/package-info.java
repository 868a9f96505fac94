/// gossipsub: announcements for whoever follows a topic, carried from peer to peer over a mesh.
///
/// Read [Gossip][community.kith.p2p.pubsub.Gossip] first, which is what programs use. It carries out what
/// [Router][community.kith.p2p.pubsub.Router] decides; that one has no clock, chance, network or thread of its own.
/// Source: libp2p specs, `pubsub/README.md`, `pubsub/gossipsub/gossipsub-v1.0.md` and `gossipsub-v1.1.md`.
package community.kith.p2p.pubsub;
