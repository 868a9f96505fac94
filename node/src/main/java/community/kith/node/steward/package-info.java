/// The steward's side: looks after what others entrusted to this node's person, and can read none of it. Start with
/// [Stewardship]; the owner's side is in `replication`.
package community.kith.node.steward;
