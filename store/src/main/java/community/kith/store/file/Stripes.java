package community.kith.store.file;

import java.util.Arrays;

/// The coded bytes of a segment as they lie in its data shards: the first shard full, then the next.
final class Stripes {
    private Stripes() {}

    /// Whether so many bytes from a position lie in one shard.
    static boolean inOne(long position, int length, int shardBytes) {
        return length <= shardBytes - position % shardBytes;
    }

    static void scatter(byte[] from, int offset, int length, byte[][] shards, long position) {
        int shardBytes = shards[0].length;
        int done = 0;
        while (done < length) {
            int at = (int) ((position + done) % shardBytes);
            int count = Math.min(length - done, shardBytes - at);
            System.arraycopy(from, offset + done, shards[(int) ((position + done) / shardBytes)], at, count);
            done += count;
        }
    }

    static void gather(byte[][] shards, long position, byte[] to, int offset, int length) {
        int shardBytes = shards[0].length;
        int done = 0;
        while (done < length) {
            int at = (int) ((position + done) % shardBytes);
            int count = Math.min(length - done, shardBytes - at);
            System.arraycopy(shards[(int) ((position + done) / shardBytes)], at, to, offset + done, count);
            done += count;
        }
    }

    /// Lays `length` bytes out again in shards of another size.
    static void move(byte[][] from, byte[][] to, int dataShards, long length) {
        int shardBytes = from[0].length;
        for (int i = 0; i < dataShards && (long) i * shardBytes < length; i++) {
            long position = (long) i * shardBytes;
            scatter(from[i], 0, (int) Math.min(shardBytes, length - position), to, position);
        }
    }

    /// Zeroes behind the first `length` bytes, to the end of the last data shard.
    static void pad(byte[][] shards, int dataShards, long length) {
        int shardBytes = shards[0].length;
        for (int i = (int) (length / shardBytes); i < dataShards; i++) {
            int from = (int) Math.max(0, length - (long) i * shardBytes);
            Arrays.fill(shards[i], from, shardBytes, (byte) 0);
        }
    }
}
