package community.kith.store.blob;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Blobs in a folder: small ones together in packs, large ones as files; docs/spec/blob-store.md describes it.
///
/// When a put returns, the blob is on the disk, and puts of many threads share the disk's time. After a crash or power
/// cut each blob is there whole or not at all, and how many there are is known without looking at them. One process at
/// a time has the folder. Damaged blobs are moved to `quarantine`, where they may be looked at or deleted by hand.
public final class DiskBlobs implements Blobs {
    private static final int FORCED_AT_ONCE = 16;

    private final Volume volume;
    private final DiskOptions options;
    private final Closeable lock;
    private final Tenure tenure;
    private final Room room;
    private final AtomicLong temporaries = new AtomicLong();

    public DiskBlobs(Path folder) throws IOException {
        this(folder, DiskOptions.of(Long.MAX_VALUE));
    }

    /// @throws IOException when another process has the folder, or it cannot be written
    public DiskBlobs(Path folder, DiskOptions options) throws IOException {
        this(new LocalVolume(Files.createDirectories(folder)), options, Tenure.Helper.OWN_THREAD);
    }

    DiskBlobs(Volume volume, DiskOptions options, Tenure.Helper helper) throws IOException {
        this.volume = volume;
        this.options = options;
        this.lock = volume.lock();
        boolean opened = false;
        try {
            this.tenure = new Tenure(volume, options, helper);
            this.room = new Room(volume, tenure::usage);
            opened = true;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    @Override
    public boolean has(Cid cid) {
        return size(cid).isPresent();
    }

    @Override
    public OptionalLong size(Cid cid) {
        try {
            Place place = place(cid);
            return place.isHere() ? OptionalLong.of(place.sizeBytes()) : OptionalLong.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Place place(Cid cid) throws IOException {
        return Names.fits(cid) ? tenure.with(store -> store.parts().index().get(Key.of(cid))) : Place.gone();
    }

    @Override
    public Cid put(InputStream in, long sizeBytes) throws IOException {
        if (isSmall(sizeBytes)) {
            byte[] bytes = take(in, sizeBytes);
            Cid cid = Cid.ofRaw(bytes);
            publishSmall(cid, bytes, 0, bytes.length);
            return cid;
        }
        try (Incoming incoming = incoming(sizeBytes)) {
            Cid cid = incoming.write(in);
            publishBig(cid, incoming);
            return cid;
        }
    }

    @Override
    public void put(Cid expected, InputStream in, long sizeBytes) throws IOException {
        Names.require(expected);
        if (isSmall(sizeBytes)) {
            byte[] bytes = take(in, sizeBytes);
            boolean same = Arrays.equals(Sha256.of(bytes), expected.digest());
            if (!same) {
                release(bytes.length);
                throw notTheSame(expected, sizeBytes);
            }
            publishSmall(expected, bytes, 0, bytes.length);
            return;
        }
        try (Incoming incoming = incoming(sizeBytes)) {
            requireSame(expected, incoming.write(in), sizeBytes);
            publishBig(expected, incoming);
        }
    }

    @Override
    public Cid put(byte[] bytes, int offset, int length) throws IOException {
        return put(new ByteArrayInputStream(bytes, offset, length), length);
    }

    @Override
    public void putHashed(Cid cid, byte[] bytes, int offset, int length) throws IOException {
        Names.require(cid);
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (isSmall(length)) {
            reserve(length);
            publishSmall(cid, bytes, offset, length);
            return;
        }
        try (Incoming incoming = incoming(length)) {
            incoming.write(bytes, offset);
            publishBig(cid, incoming);
        }
    }

    @Override
    public BlobBatch batch() {
        return new DiskBatch(this, tenure.helper() == Tenure.Helper.NONE ? 1 : FORCED_AT_ONCE);
    }

    boolean isSmall(long sizeBytes) {
        return sizeBytes <= options.smallBytes();
    }

    /// Takes a small blob into memory, and the room for it.
    byte[] take(InputStream in, long sizeBytes) throws IOException {
        reserve(sizeBytes);
        byte[] bytes = new byte[0];
        try {
            bytes = in.readNBytes((int) sizeBytes);
        } finally {
            if (bytes.length < sizeBytes) {
                release(sizeBytes);
            }
        }
        if (bytes.length < sizeBytes) {
            throw new EOFException("a blob of %d bytes ended after %d".formatted(sizeBytes, bytes.length));
        }
        return bytes;
    }

    void reserve(long sizeBytes) throws IOException {
        if (sizeBytes < 0) {
            throw new IllegalArgumentException("a blob of " + sizeBytes + " bytes");
        }
        room.reserve(sizeBytes);
    }

    void release(long sizeBytes) {
        room.release(sizeBytes);
    }

    Incoming incoming(long sizeBytes) throws IOException {
        String temporary = Layout.temporary(temporaries.getAndIncrement());
        return new Incoming(volume, temporary, sizeBytes, room);
    }

    private void publishSmall(Cid cid, byte[] bytes, int offset, int length) throws IOException {
        try {
            publish(List.of(new Arrival.Small(Key.of(cid), bytes, offset, length)));
        } finally {
            release(length);
        }
    }

    private void publishBig(Cid cid, Incoming incoming) throws IOException {
        incoming.force();
        publish(List.of(new Arrival.Big(Key.of(cid), incoming)));
    }

    void publish(Collection<Arrival> arrivals) throws IOException {
        tenure.change(store -> {
            store.publishing().publish(arrivals);
            return true;
        });
    }

    static void requireSame(Cid expected, Cid actual, long sizeBytes) throws ProtocolException {
        if (!expected.equals(actual)) {
            throw notTheSame(expected, sizeBytes);
        }
    }

    private static ProtocolException notTheSame(Cid expected, long sizeBytes) {
        return new ProtocolException("%d bytes given as %s are not what it names".formatted(sizeBytes, expected));
    }

    @Override
    public Optional<InputStream> open(Cid cid, long from, long to) throws IOException {
        if (!Names.fits(cid)) {
            return Optional.empty();
        }
        return tenure.with(store -> {
            Place place = store.parts().index().get(Key.of(cid));
            Objects.checkFromToIndex(from, to, place.isHere() ? place.sizeBytes() : Math.max(to, 0));
            return open(store, Key.of(cid), place, from, to);
        });
    }

    private Optional<InputStream> open(Tenure.Store store, Key key, Place place, long from, long to)
            throws IOException {
        try {
            return switch (place) {
                case Place.Packed packed ->
                    Optional.of(new ByteArrayInputStream(store.parts().body(packed, (int) from, (int) to)));
                case Place.Filed filed -> Optional.of(new FileInput(volume.read(Layout.place(key)), from, to));
                case Place.Gone gone -> Optional.empty();
            };
        } catch (NoSuchFileException | EOFException e) {
            Place now = store.parts().index().get(key);
            if (!now.equals(place)) {
                return open(store, key, now, from, to); // it was moved meanwhile
            }
            store.publishing().condemn(key, new Inspection(store.parts()));
            return Optional.empty();
        }
    }

    @Override
    public Optional<byte[]> read(Cid cid, int maxBytes) throws IOException {
        OptionalLong size = size(cid);
        if (size.isPresent() && size.getAsLong() > maxBytes) {
            throw new IOException("blob %s has %d bytes, more than %d".formatted(cid, size.getAsLong(), maxBytes));
        }
        Optional<InputStream> found = size.isEmpty() ? Optional.empty() : openWhole(cid, size.getAsLong());
        if (found.isEmpty()) {
            return size.isPresent() ? missing(cid) : Optional.empty();
        }
        byte[] bytes;
        try (InputStream in = found.get()) {
            bytes = in.readNBytes(maxBytes);
        }
        if (Arrays.equals(Sha256.of(bytes), cid.digest())) {
            return Optional.of(bytes);
        }
        condemn(cid);
        return read(cid, maxBytes);
    }

    private Optional<InputStream> openWhole(Cid cid, long sizeBytes) throws IOException {
        try {
            return open(cid, 0, sizeBytes);
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty(); // another one was put in its place meanwhile
        }
    }

    private Optional<byte[]> missing(Cid cid) throws IOException {
        if (has(cid)) {
            throw new IOException("blob " + cid + " changes while it is read");
        }
        return Optional.empty();
    }

    @Override
    public boolean verify(Cid cid) throws IOException {
        Place place = place(cid);
        if (!place.isHere()) {
            return false;
        }
        if (!tenure.with(store -> new Inspection(store.parts()).isWhole(Key.of(cid), place))) {
            condemn(cid);
            return has(cid);
        }
        return true;
    }

    /// @throws DamagedBlobException unless a good copy came in its place
    private void condemn(Cid cid) throws IOException {
        boolean[] done = new boolean[1];
        tenure.change(store -> {
            done[0] = store.publishing().condemn(Key.of(cid), new Inspection(store.parts()));
            return true;
        });
        if (done[0]) {
            throw new DamagedBlobException(cid, "its bytes have changed; moved to " + Layout.quarantined(Key.of(cid)));
        }
    }

    @Override
    public boolean delete(Cid cid) throws IOException {
        return Names.fits(cid) && tenure.change(store -> store.publishing().delete(List.of(Key.of(cid))) > 0);
    }

    @Override
    public void forEach(Consumer<Cid> visitor) throws IOException {
        Key[] last = new Key[1];
        boolean more = true;
        while (more) {
            Index.Page page = tenure.with(store -> store.parts().index().after(last[0], 1024));
            page.rows().forEach(row -> visitor.accept(row.key().cid()));
            last[0] = page.next();
            more = last[0] != null;
        }
    }

    @Override
    public long count() {
        return tenure.usage().count();
    }

    @Override
    public long usedBytes() {
        return tenure.usage().usedBytes();
    }

    @Override
    public long freeBytes() throws IOException {
        return room.freeBytes();
    }

    @Override
    public boolean isWritable() {
        return volume.isWritable();
    }

    /// Does now what is otherwise done now and then: writes the index down and makes room in packs.
    public void tidy() throws IOException {
        tenure.tidy();
    }

    Tenure tenure() {
        return tenure;
    }

    Volume volume() {
        return volume;
    }

    @Override
    public Optional<Scrub> scrub(Scrub.Pace pace) {
        return Optional.of(new Scrub(this, pace));
    }

    /// Gives up a blob that cannot be read, or is not what its name says: it counts as missing from now on.
    ///
    /// @return whether it is really so
    boolean abandon(Cid cid) throws IOException {
        return tenure.change(store -> store.publishing().abandon(Key.of(cid), new Inspection(store.parts())));
    }

    @Override
    public void close() throws IOException {
        try {
            tenure.end();
        } finally {
            lock.close();
        }
    }
}
