/// Peers in network namespaces, with bad weather between them.
package community.kith.interop.wire;
