package community.kith.store.file;

import community.kith.store.manifest.Coding;
import community.kith.store.manifest.Segment;
import community.kith.store.manifest.Shape;
import community.kith.store.seal.ContentKey;
import community.kith.store.seal.Frame;
import community.kith.store.seal.Part;
import community.kith.store.seal.Unsealer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The plain bytes of a stream of segments, from shards.
record SegmentStream(Shape shape, Optional<ContentKey> key, Part part, List<Segment> segments, ShardSource source) {

    /// Writes bytes `from` to `to`, which are within the stream.
    void copy(long from, long to, OutputStream out) throws IOException {
        if (from == to) {
            return;
        }
        int first = (int) (from / shape.segmentBytes());
        int last = (int) ((to - 1) / shape.segmentBytes());
        FrameReader frames = new FrameReader();
        try (ReadAhead ahead = new ReadAhead(shape, source)) {
            ahead.start(segments.get(first));
            for (int i = first; i <= last; i++) {
                byte[][] data = ahead.take();
                if (i < last) {
                    ahead.start(segments.get(i + 1));
                }
                long start = (long) i * shape.segmentBytes();
                int begin = (int) Math.max(0, from - start);
                int end = (int) Math.min(segments.get(i).plainBytes(), to - start);
                frames.copy(i, data, begin, end, out);
                for (byte[] shard : data) {
                    source.giveBack(shard);
                }
            }
        }
    }

    /// Opens frames one by one, in buffers that it keeps.
    private final class FrameReader {
        private final @Nullable Unsealer unsealer = key.map(Unsealer::new).orElse(null);
        private final Coding coding = key.isPresent() ? Coding.SEALED : Coding.PLAIN;
        private final byte[] plain = new byte[Frame.PLAIN_BYTES];
        private final byte[] sealed = new byte[Frame.SEALED_BYTES];

        void copy(int segment, byte[][] data, int begin, int end, OutputStream out) throws IOException {
            int plainBytes = segments.get(segment).plainBytes();
            for (int frame = begin / Frame.PLAIN_BYTES; frame * Frame.PLAIN_BYTES < end; frame++) {
                int start = frame * Frame.PLAIN_BYTES;
                int count = Math.min(Frame.PLAIN_BYTES, plainBytes - start);
                boolean last = segment == segments.size() - 1 && start + count == plainBytes;
                long number = (long) segment * shape.framesPerSegment() + frame;
                open(new Frame(part, number, last), data, frame, count);
                int from = Math.max(begin - start, 0);
                out.write(plain, from, Math.min(end - start, count) - from);
            }
        }

        private void open(Frame place, byte[][] data, int frame, int count) throws IOException {
            long position = coding.codedBytes((long) frame * Frame.PLAIN_BYTES);
            int coded = Math.toIntExact(coding.codedBytes(count));
            if (unsealer == null) {
                Stripes.gather(data, position, plain, 0, coded);
            } else if (Stripes.inOne(position, coded, data[0].length)) {
                byte[] shard = data[(int) (position / data[0].length)];
                unsealer.open(place, shard, (int) (position % data[0].length), coded, plain, 0);
            } else {
                Stripes.gather(data, position, sealed, 0, coded);
                unsealer.open(place, sealed, 0, coded, plain, 0);
            }
        }
    }
}
