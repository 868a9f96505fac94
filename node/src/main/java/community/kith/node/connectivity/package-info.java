/// How this node and others reach each other, and why not better.
///
/// Read [Connectivity][community.kith.node.connectivity.Connectivity] first.
package community.kith.node.connectivity;
