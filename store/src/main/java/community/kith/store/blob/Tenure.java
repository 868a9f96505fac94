package community.kith.store.blob;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/// One process's time with a store's folder: the lock that keeps others out, and how the usage is carried from one to
/// the
/// next. After a clean end it is read from a file; after a crash that file is not there, and the blobs are counted.
final class Tenure {
    private final Layout layout;
    private final BlobFiles files;
    /// Changes to blobs hold it to read, ending to write: so the usage that is kept is exact.
    private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
    private @Nullable FileChannel lockFile;

    Tenure(Layout layout, BlobFiles files) {
        this.layout = layout;
        this.files = files;
    }

    Usage begin(long capacityBytes) throws IOException {
        Files.createDirectories(layout.root());
        FileChannel channel = FileChannel.open(layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean begun = false;
        try {
            lock(channel);
            layout.prepare();
            Usage usage = usage(capacityBytes);
            lockFile = channel;
            begun = true;
            return usage;
        } finally {
            if (!begun) {
                channel.close();
            }
        }
    }

    private void lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException("the blobs in " + layout.root() + " are in use by this process", e);
        }
        throw new IOException("the blobs in " + layout.root() + " are in use by another process");
    }

    private Usage usage(long capacityBytes) throws IOException {
        if (Files.exists(layout.usage())) {
            String[] words = Files.readString(layout.usage()).strip().split(" ", -1);
            Files.delete(layout.usage());
            Layout.sync(layout.root());
            if (words.length == 2 && isNumber(words[0]) && isNumber(words[1])) {
                return new Usage(capacityBytes, Long.parseLong(words[0]), Long.parseLong(words[1]));
            }
        }
        return counted(capacityBytes);
    }

    private static boolean isNumber(String word) {
        return word.matches("[0-9]{1,18}");
    }

    private Usage counted(long capacityBytes) throws IOException {
        long[] found = new long[2];
        files.forEach((cid, sizeBytes) -> {
            found[0]++;
            found[1] += sizeBytes;
        });
        return new Usage(capacityBytes, found[0], found[1]);
    }

    /// Does something to the blobs unless the time is over.
    void whileOpen(Change change) throws IOException {
        lifetime.readLock().lock();
        try {
            if (lockFile == null) {
                throw new IOException("the blobs in " + layout.root() + " are closed");
            }
            change.make();
        } finally {
            lifetime.readLock().unlock();
        }
    }

    interface Change {
        void make() throws IOException;
    }

    void end(Usage usage) throws IOException {
        lifetime.writeLock().lock();
        try (FileChannel channel = lockFile) {
            if (channel != null) {
                lockFile = null;
                keep(usage);
            }
        } finally {
            lifetime.writeLock().unlock();
        }
    }

    private void keep(Usage usage) throws IOException {
        Path temporary = layout.newTemporary();
        Files.writeString(temporary, usage.count() + " " + usage.usedBytes() + "\n");
        Disk.move(temporary, layout.usage()); // should a power cut take it back, the blobs are counted
    }
}
