package community.kith.store.blob;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Appends records to the last pack. Those of many threads share one write and one force: the first of them does it for
/// all who came meanwhile, and then hands over to the first who came too late.
///
/// The queue is guarded by `queue`; the file and where it ends belong to whoever leads.
final class Log {
    /// What one group takes, unless a single record is larger.
    static final int GROUP_BYTES = 4 * 1024 * 1024;

    private static final Logger LOG = System.getLogger(Log.class.getName());
    private static final int BUFFER_BYTES = 1024 * 1024;
    /// How often a leader lets others run who may want to come along.
    private static final int YIELDS = 16;

    private final Volume volume;
    private final Packs packs;
    private final int packBytes;
    private final RandomGenerator chance;
    private final Tenure.Helper helper;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ConcurrentSkipListSet<Long> unsettled = new ConcurrentSkipListSet<>();
    private final Deque<Submission> queue = new ArrayDeque<>();
    private boolean led;
    private int expected;

    private Pack pack;
    private VolumeFile file;
    private Ground ground;
    private volatile long end;
    private volatile Trouble trouble = Trouble.NONE;

    /// What a failure left to be put right before the next write.
    private enum Trouble {
        NONE,
        /// Bytes behind the end.
        CUT,
        /// A file that cannot be trusted with more.
        LEAVE
    }

    /// One record to be.
    @SuppressWarnings("ArrayRecordComponent") // on its way to the disk, and never compared
    record Entry(Frame frame, byte[] body, int offset) {}

    /// A pack that is there, to go on with.
    ///
    /// @param endBytes where its records end
    record Last(Pack pack, VolumeFile file, long endBytes) {}

    Log(Volume volume, Packs packs, DiskOptions options, Last last, Tenure.Helper helper) {
        this.volume = volume;
        this.packs = packs;
        this.packBytes = options.packBytes();
        this.chance = options.chance();
        this.helper = helper;
        this.pack = last.pack;
        this.file = last.file;
        this.end = Pack.position(pack.number(), last.endBytes);
        this.ground = ground();
    }

    private Ground ground() {
        return new Ground(volume, file, Pack.offsetOf(end), packBytes, helper);
    }

    /// Begins a pack after another, or the first.
    static Pack begin(Volume volume, Packs packs, RandomGenerator chance, int number, long previousEnd)
            throws IOException {
        Pack fresh = new Pack(number, chance.nextLong(), previousEnd);
        try (VolumeFile file = volume.create(Pack.name(number))) {
            fresh.write(file);
            file.force();
        }
        volume.sync("packs");
        packs.ended(number, Pack.FIRST);
        return fresh;
    }

    private enum State {
        WAITING,
        LEADING,
        DONE
    }

    /// Records of one thread. Until it is closed, whoever starts again begins to read before it.
    final class Submission implements AutoCloseable {
        private final List<Entry> entries;
        private final List<Long> positions = new ArrayList<>();
        private final long spanBytes;
        private final Thread thread = Thread.currentThread();
        private volatile State state = State.WAITING;
        private @Nullable IOException failure;

        private Submission(List<Entry> entries) {
            this.entries = entries;
            this.spanBytes =
                    entries.stream().mapToLong(entry -> entry.frame.span()).sum();
        }

        Place.Packed place(int entry) {
            long position = positions.get(entry);
            return new Place.Packed(Pack.packOf(position), Pack.offsetOf(position), (int)
                    entries.get(entry).frame.sizeBytes());
        }

        @Override
        public void close() {
            if (!positions.isEmpty()) {
                unsettled.remove(positions.getFirst());
            }
        }
    }

    /// Returns when the records are on the disk. They count from now on; close what is returned when what they tell has
    /// been done.
    Submission append(List<Entry> entries) throws IOException {
        Submission mine = new Submission(entries);
        synchronized (queue) {
            queue.add(mine);
            if (!led) {
                led = true;
                mine.state = State.LEADING;
            }
        }
        boolean interrupted = false;
        while (mine.state != State.DONE) {
            if (mine.state == State.LEADING) {
                lead();
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (mine.failure != null) {
            mine.close();
            throw Disk.explain(mine.failure, volume, "packs", mine.spanBytes);
        }
        return mine;
    }

    @SuppressWarnings("ThreadPriorityCheck") // nothing but the size of a group depends on it
    private void lead() {
        for (int i = 0; i < YIELDS && queued() < expected; i++) {
            Thread.yield();
        }
        List<Submission> group = take();
        IOException failure = new IOException("the writing of packs ended unexpectedly");
        try {
            write(group);
            failure = null;
        } catch (IOException e) {
            failure = e;
        } finally {
            handOver();
            for (Submission each : group) {
                each.failure = failure;
                each.state = State.DONE;
                LockSupport.unpark(each.thread);
            }
        }
    }

    private int queued() {
        synchronized (queue) {
            return queue.size();
        }
    }

    private List<Submission> take() {
        List<Submission> group = new ArrayList<>();
        synchronized (queue) {
            long bytes = 0;
            while (!queue.isEmpty() && (group.isEmpty() || bytes + queue.peek().spanBytes <= GROUP_BYTES)) {
                bytes += queue.peek().spanBytes;
                group.add(queue.poll());
            }
            expected = Math.max(expected / 2, group.size());
        }
        return group;
    }

    private void handOver() {
        synchronized (queue) {
            Submission next = queue.peek();
            if (next == null) {
                led = false;
            } else {
                next.state = State.LEADING;
                LockSupport.unpark(next.thread);
            }
        }
    }

    private void write(List<Submission> group) throws IOException {
        settle();
        long bytes = group.stream().mapToLong(each -> each.spanBytes).sum();
        int offset = Pack.offsetOf(end);
        if (offset + bytes > packBytes && offset > Pack.FIRST) {
            next();
            offset = Pack.FIRST;
        }
        long at = offset;
        for (Submission each : group) {
            for (Entry entry : each.entries) {
                each.positions.add(Pack.position(pack.number(), at));
                at += entry.frame.span();
            }
            if (!each.positions.isEmpty()) {
                unsettled.add(each.positions.getFirst());
            }
        }
        ground.enter(at);
        try {
            fill(group, offset);
        } catch (IOException e) {
            trouble = Trouble.CUT;
            throw e;
        }
        try {
            file.force();
        } catch (IOException e) {
            trouble = Trouble.LEAVE;
            throw e;
        }
        end = Pack.position(pack.number(), at);
        packs.ended(pack.number(), at);
        ground.reached(at);
    }

    private void fill(List<Submission> group, long offset) throws IOException {
        long at = offset;
        buffer.clear();
        for (Submission each : group) {
            for (int i = 0; i < each.entries.size(); i++) {
                Entry entry = each.entries.get(i);
                if (buffer.remaining() < entry.frame.span()) {
                    at = flush(at);
                }
                int start = buffer.position();
                entry.frame.write(buffer, pack.salt(), each.positions.get(i));
                if (entry.frame.kind() == Frame.Kind.BLOB) {
                    buffer.put(entry.body, entry.offset, (int) entry.frame.sizeBytes());
                }
                while (buffer.position() - start < entry.frame.span()) {
                    buffer.put((byte) 0);
                }
            }
        }
        flush(at);
    }

    private long flush(long at) throws IOException {
        buffer.flip();
        long next = at + buffer.remaining();
        file.write(buffer, at);
        buffer.clear();
        return next;
    }

    /// What failed may have left records behind; whoever tells something without writing makes sure first that they
    /// never
    /// count.
    void requireSettled() throws IOException {
        if (trouble != Trouble.NONE) {
            append(List.of()).close();
        }
    }

    /// Puts right what the last failure left.
    private void settle() throws IOException {
        if (trouble == Trouble.CUT) {
            ground.leave();
            try {
                file.truncate(Pack.offsetOf(end));
                ground = ground();
                trouble = Trouble.NONE;
            } catch (IOException e) {
                trouble = Trouble.LEAVE;
            }
        }
        if (trouble == Trouble.LEAVE) {
            next();
        }
    }

    private void next() throws IOException {
        trouble = Trouble.LEAVE; // once a head may say where this pack ends, it ends there
        int number = Math.addExact(pack.number(), 1);
        Pack fresh = begin(volume, packs, chance, number, Pack.offsetOf(end));
        VolumeFile opened = volume.open(Pack.name(number));
        leave();
        pack = fresh;
        file = opened;
        end = Pack.position(number, Pack.FIRST);
        ground = ground();
        trouble = Trouble.NONE;
    }

    /// What is behind the records of the present pack does not count, so it may stay where it cannot be cut off.
    private void leave() throws IOException {
        ground.leave();
        try (VolumeFile left = file) {
            if (left.size() > Pack.offsetOf(end)) {
                left.truncate(Pack.offsetOf(end));
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a pack keeps more than its records", e);
        }
    }

    /// Everything before this has been done.
    long settled() {
        long now = end;
        Long first = unsettled.ceiling(Long.MIN_VALUE);
        return first == null ? now : Math.min(now, first);
    }

    long end() {
        return end;
    }

    void close() throws IOException {
        leave();
    }
}
