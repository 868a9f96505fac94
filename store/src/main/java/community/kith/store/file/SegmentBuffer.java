package community.kith.store.file;

import community.kith.store.manifest.Coding;
import community.kith.store.manifest.Shape;
import community.kith.store.seal.Frame;
import community.kith.store.seal.Sealer;
import org.jspecify.annotations.Nullable;

/// One segment being filled: frames are sealed straight into the data shards where they belong. For one thread.
final class SegmentBuffer {
    private final Shape shape;
    private final Coding coding;
    private final @Nullable Sealer sealer;
    private final ShardBuffers buffers;
    private final byte[] sealedFrame = new byte[Frame.SEALED_BYTES];
    private byte[][] shards;
    private int plainBytes;
    private long codedBytes;

    /// @param expectedPlainBytes what the segment will probably hold; room is made when it turns out to be more
    SegmentBuffer(Shape shape, @Nullable Sealer sealer, ShardBuffers buffers, int expectedPlainBytes) {
        this.shape = shape;
        this.coding = sealer == null ? Coding.PLAIN : Coding.SEALED;
        this.sealer = sealer;
        this.buffers = buffers;
        this.shards = buffers.take(shape.shardBytes(expectedPlainBytes, coding));
    }

    int plainBytes() {
        return plainBytes;
    }

    boolean isFull() {
        return plainBytes == shape.segmentBytes();
    }

    void add(Frame place, byte[] plain, int length) {
        int coded = Math.toIntExact(coding.codedBytes(length));
        if (codedBytes + coded > (long) shape.k() * shards[0].length) {
            moveTo(shape.shardBytes(shape.segmentBytes(), coding));
        }
        int shardBytes = shards[0].length;
        if (sealer == null) {
            Stripes.scatter(plain, 0, length, shards, codedBytes);
        } else if (Stripes.inOne(codedBytes, coded, shardBytes)) {
            byte[] shard = shards[(int) (codedBytes / shardBytes)];
            sealer.seal(place, plain, 0, length, shard, (int) (codedBytes % shardBytes));
        } else {
            sealer.seal(place, plain, 0, length, sealedFrame, 0);
            Stripes.scatter(sealedFrame, 0, coded, shards, codedBytes);
        }
        codedBytes += coded;
        plainBytes += length;
    }

    /// The shards at their final size, data rows filled and padded.
    byte[][] close() {
        int shardBytes = shape.shardBytes(plainBytes, coding);
        if (shards[0].length != shardBytes) {
            moveTo(shardBytes);
        }
        Stripes.pad(shards, shape.k(), codedBytes);
        return shards;
    }

    private void moveTo(int shardBytes) {
        byte[][] wanted = buffers.take(shardBytes);
        Stripes.move(shards, wanted, shape.k(), codedBytes);
        shards = wanted;
    }
}
