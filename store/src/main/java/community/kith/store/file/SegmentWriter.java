package community.kith.store.file;

import community.kith.base.name.Cid;
import community.kith.store.erasure.ReedSolomon;
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

/// Turns a stream of bytes into coded segments and sends them.
///
/// One frame is kept back until it is known whether it is the last. For one thread.
final class SegmentWriter {
    private final Shape shape;
    private final @Nullable Sealer sealer;
    private final Part part;
    private final Conveyor conveyor;
    private final long expectedBytes;
    private final ReedSolomon code;
    private final ShardBuffers buffers;
    private final List<Segment> segments = new ArrayList<>();

    private byte[] frame = new byte[Frame.PLAIN_BYTES];
    private byte[] nextFrame = new byte[Frame.PLAIN_BYTES];
    private int inFrame;
    private long framesClosed;
    private long plainBytes;
    private @Nullable SegmentBuffer segment;

    /// @param expectedBytes how long the stream will probably be: saves memory for short ones, never changes the result
    SegmentWriter(Shape shape, Optional<ContentKey> key, Part part, Conveyor conveyor, long expectedBytes) {
        this.shape = shape;
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
        }
        return List.copyOf(segments);
    }

    private void closeFrame(boolean last) throws IOException {
        SegmentBuffer current =
                segment == null ? new SegmentBuffer(shape, sealer, buffers, expectedPlainBytes()) : segment;
        current.add(new Frame(part, framesClosed, last), frame, inFrame);
        framesClosed++;
        inFrame = 0;
        segment = current;
        if (last || current.isFull()) {
            send(current);
            segment = null;
        }
    }

    private int expectedPlainBytes() {
        long left = expectedBytes - (long) segments.size() * shape.segmentBytes();
        return left >= inFrame && left < shape.segmentBytes() ? (int) left : shape.segmentBytes();
    }

    private void send(SegmentBuffer filled) throws IOException {
        byte[][] shards = filled.close();
        Cid[] cids = encodeAndName(shards);
        CodedSegment coded = new CodedSegment(conveyor.sent(), filled.plainBytes(), shards[0].length, shards, cids);
        conveyor.send(coded);
        buffers.lent(shards);
        segments.add(coded.segment());
    }

    private Cid[] encodeAndName(byte[][] shards) {
        if (shape.k() == 1) {
            Cid[] copies = new Cid[shape.n()];
            Arrays.fill(copies, ShardNames.of(new byte[][] {shards[0]})[0]);
            return copies;
        }
        code.encode(shards, 0, shards[0].length);
        return ShardNames.of(shards);
    }
}
