/// Where copies go: how many shards there should be ([Redundancy]), who should have which ([Placement]), what they
/// then survive ([Durability]), and when to make new ones ([RepairDecider]).
///
/// The arithmetic is explained in `docs/guide/durability.md`.
package community.kith.community.placement;
