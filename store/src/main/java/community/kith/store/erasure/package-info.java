/// Reed–Solomon coding over GF(2^8): k data shards, any number of further rows up to 255, any k of them give all back.
///
/// Read [ReedSolomon] first; docs/spec/erasure-coding.md says how every number in the matrix comes about.
package community.kith.store.erasure;
