/// Carries what `community.recovery` decides between an owner, their guardians and a new machine, over
/// `/kith/recovery/1.0.0`. Start with [RecoveryDesk]; [Circle] is the owner's side, [Warden] the guardian's, [Seeking]
/// that of a machine that has nothing yet.
package community.kith.node.recovery;
