package community.kith.store.file;

import community.kith.store.manifest.Coding;
import community.kith.store.manifest.Extent;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.Segment;
import community.kith.store.seal.Frame;
import community.kith.store.seal.Unsealer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The plain bytes of a stream, from the shards of its segments. Safe for use by many threads if the source is.
final class SegmentStream {
    /// What a reader has to take of the first segment before the next is fetched: what lies on the way when somebody
    /// reads a little and then goes elsewhere.
    private static final int FIRST_BYTES = 16 * Frame.PLAIN_BYTES;

    private final List<Segment> segments;
    private final List<Extent> extents;
    private final ShardSource source;
    /// Where each extent begins in the stream.
    private final long[] starts;

    SegmentStream(List<Segment> segments, List<Extent> extents, ShardSource source) {
        this.segments = segments;
        this.extents = extents;
        this.source = source;
        this.starts = new long[extents.size()];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = starts[i - 1] + extents.get(i - 1).length();
        }
    }

    /// The stream that is simply one segment after another.
    static SegmentStream whole(List<Segment> segments, ShardSource source) {
        return new SegmentStream(segments, Manifest.whole(segments), source);
    }

    /// Stretches of one segment that follow each other in the stream: it is fetched once for all of them.
    private record Visit(Segment segment, List<Extent> stretches) {
        int index() {
            return stretches.getFirst().segment();
        }
    }

    /// Writes bytes `from` to `to`, which are within the stream.
    void copy(long from, long to, OutputStream out) throws IOException {
        if (from == to) {
            return;
        }
        try (Reading reading = new Reading(visits(from, to), out)) {
            reading.run();
        }
    }

    /// One way through the visits. Nothing is fetched ahead before the first bytes are out, since whoever looks into a
    /// file here and there reads no further.
    private final class Reading implements AutoCloseable {
        private final List<Visit> visits;
        private final OutputStream out;
        private final FrameReader frames = new FrameReader();
        private final ReadAhead ahead = new ReadAhead(source);
        private final byte[][] @Nullable [] waiting = new byte[2][][];
        private int started;

        Reading(List<Visit> visits, OutputStream out) {
            this.visits = visits;
            this.out = out;
        }

        void run() throws IOException {
            start(0);
            for (int i = 0; i < visits.size(); i++) {
                Visit visit = visits.get(i);
                byte[][] data = waiting[i % 2] == null ? ahead.take() : waiting[i % 2];
                if (i > 0) {
                    goOn();
                }
                write(visit, data);
                goOn();
                waiting[i % 2] = returns(visits, i) ? data : null;
                if (waiting[i % 2] == null) {
                    for (byte[] shard : data) {
                        source.giveBack(shard);
                    }
                }
            }
        }

        private void write(Visit visit, byte[][] data) throws IOException {
            for (Extent stretch : visit.stretches) {
                int first = Math.min(stretch.length(), started == 1 ? FIRST_BYTES : 0);
                if (first > 0) {
                    frames.copy(visit.segment, data, new Extent(stretch.segment(), stretch.offset(), first), out);
                    goOn();
                }
                if (first < stretch.length()) {
                    Extent rest = new Extent(stretch.segment(), stretch.offset() + first, stretch.length() - first);
                    frames.copy(visit.segment, data, rest, out);
                }
            }
        }

        /// Begins with as many of the next visits as are worth it.
        private void goOn() {
            while (started < visits.size() && start(started)) {}
        }

        private boolean start(int visit) {
            if (visit < 2 || !returns(visits, visit - 2)) {
                if (!ahead.start(visits.get(visit).segment)) {
                    return false;
                }
            }
            started++;
            return true;
        }

        @Override
        public void close() {
            ahead.close();
        }
    }

    /// Whether the next visit but one is to the same segment, as around each change in a later version: then its data
    /// waits, and still no more than two segments are in memory.
    private static boolean returns(List<Visit> visits, int i) {
        return i + 2 < visits.size()
                && visits.get(i).index() == visits.get(i + 2).index();
    }

    private List<Visit> visits(long from, long to) {
        List<Visit> visits = new ArrayList<>();
        for (int i = first(from); i < extents.size() && starts[i] < to; i++) {
            Extent extent = extents.get(i);
            int skip = (int) Math.max(0, from - starts[i]);
            int end = (int) Math.min(extent.length(), to - starts[i]);
            Extent wanted = new Extent(extent.segment(), extent.offset() + skip, end - skip);
            Segment segment = segments.get(extent.segment());
            if (visits.isEmpty() || visits.getLast().index() != extent.segment()) {
                visits.add(new Visit(segment, new ArrayList<>()));
            }
            visits.getLast().stretches.add(wanted);
        }
        return visits;
    }

    /// The extent that has the byte at this position of the stream.
    private int first(long position) {
        int low = 0;
        int high = starts.length;
        while (low + 1 < high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] <= position) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Opens frames one by one, in buffers that it keeps.
    private static final class FrameReader {
        private final byte[] plain = new byte[Frame.PLAIN_BYTES];
        private final byte[] sealed = new byte[Frame.SEALED_BYTES];
        private @Nullable Segment current;
        private @Nullable Unsealer unsealer;

        void copy(Segment segment, byte[][] data, Extent stretch, OutputStream out) throws IOException {
            if (!segment.equals(current)) {
                current = segment;
                unsealer = segment.key().map(Unsealer::new).orElse(null);
            }
            int begin = stretch.offset();
            int end = stretch.end();
            Stripes coded = new Stripes(data, segment.stripe().shardBytes());
            for (int frame = begin / Frame.PLAIN_BYTES; frame * Frame.PLAIN_BYTES < end; frame++) {
                int start = frame * Frame.PLAIN_BYTES;
                int count = Math.min(Frame.PLAIN_BYTES, segment.plainBytes() - start);
                open(new Frame(frame, start + count == segment.plainBytes()), coded, count);
                int from = Math.max(begin - start, 0);
                out.write(plain, from, Math.min(end - start, count) - from);
            }
        }

        private void open(Frame place, Stripes data, int count) throws IOException {
            Coding coding = unsealer == null ? Coding.PLAIN : Coding.SEALED;
            long position = coding.codedBytes(place.number() * Frame.PLAIN_BYTES);
            int coded = Math.toIntExact(coding.codedBytes(count));
            if (unsealer == null) {
                data.gather(position, plain, 0, coded);
            } else if (data.inOne(position, coded)) {
                unsealer.open(place, data.shard(position), data.at(position), coded, plain, 0);
            } else {
                data.gather(position, sealed, 0, coded);
                unsealer.open(place, sealed, 0, coded, plain, 0);
            }
        }
    }
}
