/// How this node and others reach each other, and why not better.
///
/// Read [NetworkPaths][community.kith.node.connectivity.NetworkPaths] first.
package community.kith.node.connectivity;
