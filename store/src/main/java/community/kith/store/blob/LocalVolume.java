package community.kith.store.blob;

import community.kith.store.disk.DirectFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// A folder of the computer's file system.
record LocalVolume(Path root) implements Volume {
    @Override
    public VolumeFile create(String name) throws IOException {
        return file(
                name,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    @Override
    public VolumeFile createLarge(String name) throws IOException {
        return new LargeFile(new DirectFile(
                root.resolve(name),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE));
    }

    @Override
    public VolumeFile open(String name) throws IOException {
        return file(name, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public VolumeFile read(String name) throws IOException {
        return file(name, StandardOpenOption.READ);
    }

    private VolumeFile file(String name, OpenOption... options) throws IOException {
        return new LocalFile(root.resolve(name), options);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(root.resolve(from), root.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public boolean delete(String name) throws IOException {
        return Files.deleteIfExists(root.resolve(name));
    }

    @Override
    public OptionalLong size(String name) {
        Path file = root.resolve(name);
        long sizeBytes = file.toFile().length();
        return sizeBytes > 0 || Files.exists(file) ? OptionalLong.of(sizeBytes) : OptionalLong.empty();
    }

    @Override
    public void list(String folder, Consumer<String> visitor) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(folder))) {
            for (Path file : files) {
                visitor.accept(file.getFileName().toString());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return;
        }
    }

    @Override
    public void makeFolder(String folder) throws IOException {
        Files.createDirectories(root.resolve(folder));
    }

    @Override
    public void sync(String folder) throws IOException {
        if (root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (LocalFile names = new LocalFile(root.resolve(folder), StandardOpenOption.READ)) {
                names.forceAll();
            }
        }
    }

    /// Asks access(2), which also knows of a disk that the system has made read-only after an error.
    @Override
    public boolean isWritable() {
        return Files.isWritable(root);
    }

    @Override
    public long usableBytes() throws IOException {
        long bytes = root.toFile().getUsableSpace(); // a file store would look through everything that is mounted
        if (bytes == 0 && !Files.isDirectory(root)) {
            throw new NoSuchFileException(root.toString());
        }
        return bytes;
    }

    @Override
    public Closeable lock() throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            FileLock lock = channel.tryLock();
            locked = lock != null;
        } catch (OverlappingFileLockException e) {
            throw new IOException("the blobs in " + root + " are in use by this process", e);
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        if (!locked) {
            throw new IOException("the blobs in " + root + " are in use by another process");
        }
        return channel;
    }
}
