package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import java.time.Instant;
import java.util.Optional;

/// One row of one segment at one holder.
///
/// @param segment from 0, or [StoredFile#MANIFEST]
/// @param receipt the holder's signed word, as bytes; none for what lies here
/// @param proven when the holder last proved that it has it
@SuppressWarnings("ArrayRecordComponent") // written down, never compared
record PlacedRow(
        int segment,
        int row,
        PeerId holder,
        Cid shard,
        long sizeBytes,
        byte[] receipt,
        Instant placed,
        Optional<Instant> proven) {
    /// A row on this disk.
    static PlacedRow here(int segment, int row, PeerId me, Cid shard, long sizeBytes, Instant now) {
        return new PlacedRow(segment, row, me, shard, sizeBytes, new byte[0], now, Optional.of(now));
    }
}
