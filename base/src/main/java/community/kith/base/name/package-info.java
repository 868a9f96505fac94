/// What things are called: content by Cid, devices by PeerId, places by Multiaddr, people by Did.
/// Start with Cid.
package community.kith.base.name;
