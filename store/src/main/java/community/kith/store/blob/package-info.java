/// Immutable bytes under the name that their hash gives them.
///
/// Read [Blobs] first: the contract that every store of them keeps, whether [DiskBlobs] on disk or [MemoryBlobs].
package community.kith.store.blob;
