/// Blobs in a bucket of any S3 service, for operators of large nodes. Start with S3Blobs; S3Client is what it asks of
/// the
/// service, Signature how it shows who it is, BlobIndex what it knows without asking.
package community.kith.store.s3;
