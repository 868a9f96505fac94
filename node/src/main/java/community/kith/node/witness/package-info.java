/// Checkpoints of this device's log, and cosignatures of others' as their witness. Start with [Checkpoints].
package community.kith.node.witness;
