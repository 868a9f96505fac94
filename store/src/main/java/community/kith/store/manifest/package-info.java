/// What a link leads to: the sealed list of how a file's or folder's segments, shards and keys fit together.
///
/// Read [Manifest] first, then [Link] (the capability that is handed on) and [Root] (the blob that a link names);
/// docs/spec/manifest.md and docs/spec/link.md have the bytes.
package community.kith.store.manifest;
