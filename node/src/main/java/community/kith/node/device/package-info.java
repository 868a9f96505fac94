/// The devices of my people and my own: which logs are followed with whom, who was revoked, and what follows. Start
/// with
/// [Devices].
package community.kith.node.device;
