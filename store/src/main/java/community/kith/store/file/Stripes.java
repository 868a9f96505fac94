package community.kith.store.file;

import java.util.Arrays;

/// The coded bytes of a segment as they lie in its data shards: the first shard full, then the next. The arrays may be
/// longer than the shards in them.
@SuppressWarnings("ArrayRecordComponent") // a view of lent arrays, never compared
record Stripes(byte[][] shards, int shardBytes) {
    /// Whether so many bytes from a position lie in one shard.
    boolean inOne(long position, int length) {
        return length <= shardBytes - position % shardBytes;
    }

    void scatter(byte[] from, int offset, int length, long position) {
        int done = 0;
        while (done < length) {
            int at = at(position + done);
            int count = Math.min(length - done, shardBytes - at);
            System.arraycopy(from, offset + done, shard(position + done), at, count);
            done += count;
        }
    }

    void gather(long position, byte[] to, int offset, int length) {
        int done = 0;
        while (done < length) {
            int at = at(position + done);
            int count = Math.min(length - done, shardBytes - at);
            System.arraycopy(shard(position + done), at, to, offset + done, count);
            done += count;
        }
    }

    /// The array that has this position.
    byte[] shard(long position) {
        return shards[(int) (position / shardBytes)];
    }

    /// Where in it that is.
    int at(long position) {
        return (int) (position % shardBytes);
    }

    /// Zeroes behind the first `length` bytes, to the end of the last data shard.
    void pad(int dataShards, long length) {
        for (int i = (int) (length / shardBytes); i < dataShards; i++) {
            int from = (int) Math.max(0, length - (long) i * shardBytes);
            Arrays.fill(shards[i], from, shardBytes, (byte) 0);
        }
    }
}
