/// Where content is cut so that what stays the same is found again: boundaries follow the bytes, not their positions.
///
/// Read [Chunker] first; docs/spec/chunking.md has the numbers.
package community.kith.store.chunk;
