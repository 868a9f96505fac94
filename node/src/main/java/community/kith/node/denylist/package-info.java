/// Denylists: those of others that this node follows, those it publishes, and the record of their use. Read
/// [DenylistBook] first.
package community.kith.node.denylist;
