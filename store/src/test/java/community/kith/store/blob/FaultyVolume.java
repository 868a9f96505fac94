package community.kith.store.blob;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// A disk in memory that fails as disks do, by a seed. At a power cut each write and each change of a name that was not
/// forced is there, or not, or, for a write, partly: in any order, by sectors. Guarded by its own lock.
final class FaultyVolume implements Volume {
    private static final int SECTOR = 512;

    /// The next calls that write fail so.
    enum Fault {
        NONE("", false),
        FULL("No space left on device", false),
        READ_ONLY("Read-only file system", false),
        /// Writes work, but forcing them does not.
        LOST("Input/output error", true);

        private final String message;
        private final boolean onForce;

        Fault(String message, boolean onForce) {
            this.message = message;
            this.onForce = onForce;
        }
    }

    private final Random random;
    private SortedMap<String, Content> names = new TreeMap<>();
    private SortedMap<String, Content> durableNames = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();
    private Fault fault = Fault.NONE;
    private int faultOdds = 1;
    private int epoch;
    private int untilCut = -1;
    private long usable = 1L << 30;

    FaultyVolume(Random random) {
        this.random = random;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Write(long at, byte[] bytes, long truncatedTo) {}

    private static final class Content {
        byte[] now = new byte[0];
        byte[] durable = new byte[0];
        final List<Write> unforced = new ArrayList<>();
        final TreeSet<Long> bad = new TreeSet<>();
    }

    /// A name that was made, changed or removed.
    private record Change(String from, String to, Content content) {
        boolean touches(String folder) {
            return inFolder(from, folder) || inFolder(to, folder);
        }

        private static boolean inFolder(String name, String folder) {
            int slash = name.lastIndexOf('/');
            return (slash < 0 ? "" : name.substring(0, slash)).equals(folder);
        }

        void apply(SortedMap<String, Content> names) {
            if (!from.isEmpty() && (to.isEmpty() || names.get(from) == content)) {
                names.remove(from);
            }
            if (!to.isEmpty()) {
                names.put(to, content);
            }
        }
    }

    /// After so many more calls the power goes; every call then fails until [#powerOn].
    synchronized void cutAfter(int calls) {
        untilCut = calls;
    }

    synchronized boolean isOff() {
        return untilCut == 0;
    }

    /// One in `odds` calls that write fails.
    synchronized void fail(Fault next, int odds) {
        fault = next;
        faultOdds = odds;
    }

    /// Decides what the power cut left.
    synchronized void powerOn() {
        epoch++;
        untilCut = -1;
        fault = Fault.NONE;
        SortedMap<String, Content> left = new TreeMap<>(durableNames);
        for (Change change : changes) {
            if (random.nextBoolean()) {
                change.apply(left);
            }
        }
        changes.clear();
        for (Content content : left.values()) {
            content.now = leftOf(content);
            content.durable = content.now.clone();
            content.unforced.clear();
        }
        names = left;
        durableNames = new TreeMap<>(left);
    }

    private byte[] leftOf(Content content) {
        byte[] bytes = content.durable;
        for (Write write : content.unforced) {
            if (write.truncatedTo >= 0) {
                bytes = random.nextBoolean() ? Arrays.copyOf(bytes, (int) write.truncatedTo) : bytes;
            } else {
                bytes = torn(bytes, write);
            }
        }
        return bytes.clone();
    }

    private byte[] torn(byte[] bytes, Write write) {
        int kind = random.nextInt(3);
        byte[] result = bytes;
        for (int done = 0; done < write.bytes.length; ) {
            int at = (int) write.at + done;
            int count = Math.min(write.bytes.length - done, SECTOR - at % SECTOR);
            if (kind == 0 || (kind == 1 && random.nextBoolean())) {
                result = written(result, at, write.bytes, done, count);
            }
            done += count;
        }
        return result;
    }

    private static byte[] written(byte[] before, int at, byte[] bytes, int from, int count) {
        byte[] after = before.length >= at + count ? before : Arrays.copyOf(before, at + count);
        System.arraycopy(bytes, from, after, at, count);
        return after;
    }

    /// Flips a bit of what is on the disk.
    synchronized void flip(String name, long at) {
        Content content = names.get(name);
        content.now[(int) at] ^= 1;
        content.durable = content.now.clone();
    }

    /// From now on a part of a file cannot be read, until it is written elsewhere.
    synchronized void spoil(String name, long at) {
        names.get(name).bad.add(at);
    }

    private void step() throws IOException {
        if (untilCut > 0) {
            untilCut--;
        }
        if (untilCut == 0) {
            throw new IOException("the power is off");
        }
    }

    private void writing(boolean force) throws IOException {
        step();
        if (fault != Fault.NONE && fault.onForce == force && random.nextInt(faultOdds) == 0) {
            throw new IOException(fault.message);
        }
    }

    @Override
    public synchronized VolumeFile create(String name) throws IOException {
        writing(false);
        Content content = new Content();
        change(new Change("", name, content));
        return new Handle(name, content, epoch);
    }

    private void change(Change change) {
        change.apply(names);
        changes.add(change);
    }

    @Override
    public synchronized VolumeFile open(String name) throws IOException {
        return read(name);
    }

    @Override
    public synchronized VolumeFile read(String name) throws IOException {
        step();
        Content content = names.get(name);
        if (content == null) {
            throw new NoSuchFileException(name);
        }
        return new Handle(name, content, epoch);
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        writing(false);
        Content content = names.get(from);
        if (content == null) {
            throw new NoSuchFileException(from);
        }
        change(new Change(from, to, content));
    }

    @Override
    public synchronized boolean delete(String name) throws IOException {
        step();
        if (fault == Fault.READ_ONLY && names.containsKey(name)) {
            throw new IOException(fault.message);
        }
        Content content = names.get(name);
        if (content != null) {
            change(new Change(name, "", content));
        }
        return content != null;
    }

    @Override
    public synchronized OptionalLong size(String name) {
        Content content = names.get(name);
        return content == null ? OptionalLong.empty() : OptionalLong.of(content.now.length);
    }

    @Override
    public void list(String folder, Consumer<String> visitor) throws IOException {
        for (String name : namesIn(folder)) {
            visitor.accept(name.substring(folder.length() + 1));
        }
    }

    private synchronized List<String> namesIn(String folder) throws IOException {
        step();
        return names.keySet().stream()
                .filter(name -> Change.inFolder(name, folder))
                .toList();
    }

    @Override
    public void makeFolder(String folder) {}

    @Override
    public synchronized void sync(String folder) throws IOException {
        writing(true);
        for (Change change : List.copyOf(changes)) {
            if (change.touches(folder)) {
                change.apply(durableNames);
                changes.remove(change);
            }
        }
    }

    @Override
    public boolean isWritable() {
        return fault != Fault.READ_ONLY;
    }

    @Override
    public synchronized long usableBytes() {
        return usable;
    }

    synchronized void usable(long bytes) {
        usable = bytes;
    }

    @Override
    public Closeable lock() {
        return () -> {};
    }

    synchronized Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new TreeMap<>();
        names.forEach((name, content) -> sizes.put(name, content.now.length));
        return sizes;
    }

    private final class Handle implements VolumeFile {
        private final String name;
        private final Content content;
        private final int born;

        Handle(String name, Content content, int born) {
            this.name = name;
            this.content = content;
            this.born = born;
        }

        private void check() throws IOException {
            if (born != epoch) {
                throw new IOException(name + " was open before the power was cut");
            }
        }

        @Override
        public int read(ByteBuffer into, long at) throws IOException {
            synchronized (FaultyVolume.this) {
                step();
                check();
                if (at >= content.now.length) {
                    return -1;
                }
                int count = (int) Math.min(into.remaining(), content.now.length - at);
                if (!content.bad.subSet(at, at + count).isEmpty()) {
                    throw new IOException("Input/output error");
                }
                into.put(content.now, (int) at, count);
                return count;
            }
        }

        @Override
        public void write(ByteBuffer from, long at) throws IOException {
            synchronized (FaultyVolume.this) {
                check();
                byte[] bytes = new byte[from.remaining()];
                from.get(bytes);
                try {
                    writing(false);
                } catch (IOException e) {
                    store(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)), at); // a part may have come through
                    throw e;
                }
                store(bytes, at);
            }
        }

        private void store(byte[] bytes, long at) {
            if (bytes.length > 0) {
                content.now = written(content.now.clone(), (int) at, bytes, 0, bytes.length);
                content.unforced.add(new Write(at, bytes, -1));
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (FaultyVolume.this) {
                check();
                writing(true);
                content.durable = content.now.clone();
                content.unforced.clear();
            }
        }

        @Override
        public long size() throws IOException {
            synchronized (FaultyVolume.this) {
                check();
                return content.now.length;
            }
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            synchronized (FaultyVolume.this) {
                check();
                writing(false);
                content.now = Arrays.copyOf(content.now, (int) sizeBytes);
                content.unforced.add(new Write(0, new byte[0], sizeBytes));
            }
        }

        @Override
        public void close() {}
    }
}
