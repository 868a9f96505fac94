/// Files and folders in, coded segments out, and back: streaming, with a bounded number of segments in memory.
///
/// [Splitter] puts, handing segments to a [SegmentSink]; [ContentReader] gets, asking a [ShardSource].
package community.kith.store.file;
