/// Sealing: authenticated encryption of a stream in frames of 64 KiB, each of which opens on its own.
///
/// Read [Sealer] first, [Unsealer] undoes it; docs/spec/sealing.md has the bytes.
package community.kith.store.seal;
