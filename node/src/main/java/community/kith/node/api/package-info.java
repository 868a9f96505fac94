/// What a node can do, as every door and the command line see it. Read [Kith] first.
///
/// Nothing here names a socket, a file system or a database: doors speak only in these types and those of `base`.
package community.kith.node.api;
