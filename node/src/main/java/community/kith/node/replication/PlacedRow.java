package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import java.time.Instant;

/// One row of one stripe at one holder.
///
/// @param receipt the holder's signed word, as bytes; none for what lies here
/// @param proven when the holder last proved that it has it; [Instant#EPOCH] for never
@SuppressWarnings("ArrayRecordComponent") // written down, never compared
record PlacedRow(int row, PeerId holder, Cid shard, long sizeBytes, byte[] receipt, Instant placed, Instant proven) {
    /// A row on this disk.
    static PlacedRow here(int row, PeerId me, Cid shard, long sizeBytes, Instant now) {
        return new PlacedRow(row, me, shard, sizeBytes, new byte[0], now, now);
    }
}
