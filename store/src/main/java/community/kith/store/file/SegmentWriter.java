package community.kith.store.file;

import community.kith.base.name.Cid;
import community.kith.store.erasure.ReedSolomon;
import community.kith.store.manifest.Coding;
import community.kith.store.manifest.Segment;
import community.kith.store.manifest.Shape;
import community.kith.store.seal.ContentKey;
import community.kith.store.seal.Frame;
import community.kith.store.seal.Part;
import community.kith.store.seal.Sealer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns a stream of bytes into coded segments. Frames are sealed straight into the shards where they belong.
///
/// One frame is kept back until it is known whether it is the last. For one thread.
final class SegmentWriter {
    private final Shape shape;
    private final Coding coding;
    private final @Nullable Sealer sealer;
    private final Part part;
    private final Conveyor conveyor;
    private final long expectedBytes;
    private final ReedSolomon code;
    private final ShardBuffers buffers;
    private final List<Segment> segments = new ArrayList<>();
    private final byte[] sealedFrame = new byte[Frame.SEALED_BYTES];

    private byte[] frame = new byte[Frame.PLAIN_BYTES];
    private byte[] nextFrame = new byte[Frame.PLAIN_BYTES];
    private int inFrame;
    private long framesSealed;
    private long plainBytes;
    private byte[][] shards = new byte[0][];
    private int plainInSegment;
    private long codedInSegment;

    /// @param expectedBytes how long the stream will probably be: saves memory for short ones, never changes the result
    SegmentWriter(Shape shape, Optional<ContentKey> key, Part part, Conveyor conveyor, long expectedBytes) {
        this.shape = shape;
        this.coding = key.isPresent() ? Coding.SEALED : Coding.PLAIN;
        this.sealer = key.map(Sealer::new).orElse(null);
        this.part = part;
        this.conveyor = conveyor;
        this.expectedBytes = expectedBytes;
        this.code = new ReedSolomon(shape.k(), shape.n());
        this.buffers = new ShardBuffers(shape.k(), shape.n());
    }

    /// Plain bytes taken so far.
    long plainBytes() {
        return plainBytes;
    }

    /// Takes everything up to the end of `in` and says how much that was.
    long readAll(InputStream in) throws IOException {
        long before = plainBytes;
        while (true) {
            boolean full = inFrame == Frame.PLAIN_BYTES;
            int count = full
                    ? in.read(nextFrame, 0, Frame.PLAIN_BYTES)
                    : in.read(frame, inFrame, Frame.PLAIN_BYTES - inFrame);
            if (count < 0) {
                return plainBytes - before;
            }
            if (full && count > 0) {
                closeFrame(false);
                byte[] free = frame;
                frame = nextFrame;
                nextFrame = free;
            }
            inFrame += count;
            plainBytes += count;
        }
    }

    /// Sends what is left and returns all segments. A stream without bytes has none.
    List<Segment> finish() throws IOException {
        if (inFrame > 0) {
            closeFrame(true);
            if (plainInSegment > 0) {
                closeSegment();
            }
        }
        return List.copyOf(segments);
    }

    private void closeFrame(boolean last) throws IOException {
        if (plainInSegment == 0) {
            shards = buffers.take(expectedShardBytes());
        }
        int coded = Math.toIntExact(coding.codedBytes(inFrame));
        if (codedInSegment + coded > (long) shape.k() * shards[0].length) {
            relay(shape.shardBytes(shape.segmentBytes(), coding));
        }
        write(new Frame(part, framesSealed, last), coded);
        framesSealed++;
        codedInSegment += coded;
        plainInSegment += inFrame;
        inFrame = 0;
        if (plainInSegment == shape.segmentBytes()) {
            closeSegment();
        }
    }

    private void write(Frame place, int coded) {
        if (sealer == null) {
            Stripes.scatter(frame, 0, inFrame, shards, codedInSegment);
        } else if (Stripes.inOne(codedInSegment, coded, shards[0].length)) {
            int shardBytes = shards[0].length;
            byte[] shard = shards[(int) (codedInSegment / shardBytes)];
            sealer.seal(place, frame, 0, inFrame, shard, (int) (codedInSegment % shardBytes));
        } else {
            sealer.seal(place, frame, 0, inFrame, sealedFrame, 0);
            Stripes.scatter(sealedFrame, 0, coded, shards, codedInSegment);
        }
    }

    private int expectedShardBytes() {
        long left = expectedBytes - (long) segments.size() * shape.segmentBytes();
        boolean fits = left >= inFrame && left < shape.segmentBytes();
        return shape.shardBytes(fits ? (int) left : shape.segmentBytes(), coding);
    }

    private void relay(int shardBytes) {
        byte[][] wanted = buffers.take(shardBytes);
        Stripes.move(shards, wanted, shape.k(), codedInSegment);
        shards = wanted;
    }

    private void closeSegment() throws IOException {
        int shardBytes = shape.shardBytes(plainInSegment, coding);
        if (shards[0].length != shardBytes) {
            relay(shardBytes);
        }
        Stripes.pad(shards, shape.k(), codedInSegment);
        CodedSegment segment =
                new CodedSegment(conveyor.sent(), plainInSegment, shardBytes, shards, encodeAndName(shardBytes));
        conveyor.send(segment);
        buffers.lent(shards);
        segments.add(segment.segment());
        plainInSegment = 0;
        codedInSegment = 0;
    }

    private Cid[] encodeAndName(int shardBytes) {
        if (shape.k() == 1) {
            Cid[] copies = new Cid[shape.n()];
            Arrays.fill(copies, ShardNames.of(new byte[][] {shards[0]})[0]);
            return copies;
        }
        code.encode(shards, 0, shardBytes);
        return ShardNames.of(shards);
    }
}
