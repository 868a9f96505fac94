/// Snapshots of folders: when the next is due, which are kept ([Retention]), and the table of both ([Plans]).
///
/// Read [Snapshots] first.
package community.kith.node.backup;
