/// The owner's side of storage: what is mine and where it lies ([Catalog]), how it gets there ([Uploads]), how it comes
/// back
/// ([Downloads]), and how it stays ([Repair], [Audits]).
package community.kith.node.replication;
