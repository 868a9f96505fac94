package community.kith.store.file;

import community.kith.base.name.Cid;
import community.kith.store.manifest.Segment;
import java.util.List;

/// A segment ready to be given to holders: n shards and their names, hashed once.
///
/// The arrays are lent: they hold other bytes once the sink's `accept` has returned. With k = 1 all rows are
/// the same array.
///
/// @param index the position among a manifest's `allSegments()`: the stream's first, then the index's
/// @param shards by row, each exactly `shardBytes` long
@SuppressWarnings("ArrayRecordComponent") // lent buffers, never compared
public record CodedSegment(int index, int plainBytes, int shardBytes, byte[][] shards, Cid[] cids) {
    /// What the manifest keeps of it.
    public Segment segment() {
        return new Segment(plainBytes, shardBytes, List.of(cids));
    }
}
