package community.kith.store.blob;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Blobs as files of a folder, one each; docs/spec/blob-store.md describes it, and `sha256sum` checks it.
///
/// A blob is written to a temporary file, forced to the disk, renamed into place, and the folder forced too: after a
/// crash or power cut each one is there whole or not at all. One process at a time has the folder. Damaged blobs are
/// moved to `quarantine`, where they may be looked at or deleted by hand.
public final class FileBlobs implements Blobs {
    private static final int LOCKS = 64;

    private final Layout layout;
    private final BlobFiles files;
    private final Tenure tenure;
    private final Usage usage;
    /// Guards the file of each blob while it changes; which one, its hash decides.
    private final Object[] locks = new Object[LOCKS];

    public FileBlobs(Path folder) throws IOException {
        this(folder, Long.MAX_VALUE);
    }

    /// @param capacityBytes what the blobs together may take, besides what the disk allows
    /// @throws IOException when another process has the folder, or it cannot be written
    public FileBlobs(Path folder, long capacityBytes) throws IOException {
        Arrays.setAll(locks, i -> new Object());
        this.layout = new Layout(folder);
        this.files = new BlobFiles(layout);
        this.tenure = new Tenure(layout, files);
        this.usage = tenure.begin(capacityBytes);
    }

    @Override
    public boolean has(Cid cid) {
        return files.has(cid);
    }

    @Override
    public OptionalLong size(Cid cid) {
        return files.size(cid);
    }

    @Override
    public Cid put(InputStream in, long sizeBytes) throws IOException {
        try (Incoming incoming = incoming(sizeBytes)) {
            Cid cid = incoming.write(in);
            publishDurably(incoming, cid);
            return cid;
        }
    }

    @Override
    public void put(Cid expected, InputStream in, long sizeBytes) throws IOException {
        Names.require(expected);
        try (Incoming incoming = incoming(sizeBytes)) {
            requireSame(expected, incoming.write(in), sizeBytes);
            publishDurably(incoming, expected);
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
        try (Incoming incoming = incoming(length)) {
            incoming.write(bytes, offset);
            publishDurably(incoming, cid);
        }
    }

    @Override
    public BlobBatch batch() {
        return new FileBatch(this);
    }

    Incoming incoming(long sizeBytes) throws StorageFullException {
        return new Incoming(layout.newTemporary(), sizeBytes, usage);
    }

    static void requireSame(Cid expected, Cid actual, long sizeBytes) throws ProtocolException {
        if (!expected.equals(actual)) {
            throw new ProtocolException("%d bytes given as %s are not what it names".formatted(sizeBytes, expected));
        }
    }

    private void publishDurably(Incoming incoming, Cid cid) throws IOException {
        incoming.force();
        publish(incoming, cid);
        sync(List.of(cid));
    }

    /// Gives a blob its name; the bytes are on the disk already, the name is after [#sync].
    void publish(Incoming incoming, Cid cid) throws IOException {
        tenure.whileOpen(() -> {
            synchronized (lockOf(cid)) {
                Path place = layout.place(cid);
                OptionalLong before = size(cid);
                incoming.moveTo(place);
                before.ifPresent(usage::removed);
                usage.added(incoming.sizeBytes());
            }
        });
    }

    /// Makes the names of blobs durable.
    void sync(Collection<Cid> cids) throws IOException {
        List<Path> folders = cids.stream()
                .map(cid -> layout.place(cid).getParent())
                .distinct()
                .toList();
        for (Path folder : folders) {
            Layout.sync(folder);
        }
    }

    @Override
    public Optional<InputStream> open(Cid cid, long from, long to) throws IOException {
        Optional<FileChannel> found = files.open(cid);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        FileChannel channel = found.get();
        try {
            Objects.checkFromToIndex(from, to, channel.size());
            return Optional.of(new LimitedInputStream(Channels.newInputStream(channel.position(from)), to - from));
        } catch (IOException | IndexOutOfBoundsException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public Optional<byte[]> read(Cid cid, int maxBytes) throws IOException {
        OptionalLong size = size(cid);
        if (size.isPresent() && size.getAsLong() > maxBytes) {
            throw new IOException("blob %s has %d bytes, more than %d".formatted(cid, size.getAsLong(), maxBytes));
        }
        Optional<FileChannel> found = files.open(cid);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes;
        try (FileChannel channel = found.get();
                InputStream in = Channels.newInputStream(channel)) {
            bytes = new byte[(int) Math.min(channel.size(), maxBytes)];
            in.readNBytes(bytes, 0, bytes.length);
        }
        if (Arrays.equals(Sha256.of(bytes), cid.digest())) {
            return Optional.of(bytes);
        }
        quarantine(cid);
        return read(cid, maxBytes);
    }

    @Override
    public boolean verify(Cid cid) throws IOException {
        Optional<byte[]> digest = files.digest(cid);
        if (digest.isPresent() && !Arrays.equals(digest.get(), cid.digest())) {
            quarantine(cid);
        }
        return digest.isPresent();
    }

    /// Looks again under the lock, since a good copy may have been put meanwhile; if not, moves the bad one away.
    private void quarantine(Cid cid) throws IOException {
        tenure.whileOpen(() -> {
            synchronized (lockOf(cid)) {
                Optional<byte[]> digest = files.digest(cid);
                if (digest.isPresent() && !Arrays.equals(digest.get(), cid.digest())) {
                    long sizeBytes = size(cid).orElse(0);
                    Disk.move(layout.place(cid), layout.quarantined(cid));
                    usage.removed(sizeBytes);
                    throw new DamagedBlobException(cid, "its bytes have changed; moved to " + layout.quarantined(cid));
                }
            }
        });
    }

    @Override
    public boolean delete(Cid cid) throws IOException {
        boolean[] deleted = new boolean[1];
        tenure.whileOpen(() -> {
            synchronized (lockOf(cid)) {
                OptionalLong size = size(cid);
                if (size.isPresent()) {
                    Files.delete(layout.place(cid));
                    usage.removed(size.getAsLong());
                    deleted[0] = true;
                }
            }
        });
        return deleted[0];
    }

    @Override
    public void forEach(Consumer<Cid> visitor) throws IOException {
        files.forEach((cid, sizeBytes) -> visitor.accept(cid));
    }

    @Override
    public long count() {
        return usage.count();
    }

    @Override
    public long usedBytes() {
        return usage.usedBytes();
    }

    @Override
    public long freeBytes() throws IOException {
        return Math.min(usage.freeBytes(), Files.getFileStore(layout.root()).getUsableSpace());
    }

    @Override
    public void close() throws IOException {
        tenure.end(usage);
    }

    private Object lockOf(Cid cid) {
        return locks[Math.floorMod(cid.hashCode(), LOCKS)];
    }
}
