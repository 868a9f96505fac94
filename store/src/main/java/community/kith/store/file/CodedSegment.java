package community.kith.store.file;

import community.kith.store.manifest.Segment;
import java.util.List;

/// A segment ready to be given to holders: its shards' names were made by hashing them once.
///
/// The arrays are lent: they hold other bytes once the sink's `accept` has returned. With k = 1 all rows are
/// the same array.
///
/// @param shards by row, each at the beginning of an array that is as long as the stripe says or longer
/// @param chunks what it is made of, in order
@SuppressWarnings("ArrayRecordComponent") // lent buffers, never compared
public record CodedSegment(Segment segment, byte[][] shards, List<Chunk> chunks) {}
