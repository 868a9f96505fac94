package community.kith.store.blob;

import community.kith.base.name.Cid;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Where things are in the folder of a [FileBlobs]; docs/spec/blob-store.md draws it.
final class Layout {
    private static final int FOLDERS = 256;

    private final Path root;
    private final AtomicLong counter = new AtomicLong();

    Layout(Path root) {
        this.root = root;
    }

    /// Makes what is missing and sweeps what a crash left half written.
    void prepare() throws IOException {
        boolean fresh = !Files.isDirectory(root.resolve("blobs"));
        Files.createDirectories(temporaryFolder());
        Files.createDirectories(quarantineFolder());
        for (Path folder : blobFolders()) {
            Files.createDirectories(folder);
        }
        if (fresh) {
            sync(root.resolve("blobs"));
            sync(root);
        }
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(temporaryFolder())) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
        }
    }

    Path root() {
        return root;
    }

    Path lock() {
        return root.resolve("lock");
    }

    Path usage() {
        return root.resolve("usage");
    }

    Path place(Cid cid) {
        String hex = Names.hex(cid);
        return root.resolve("blobs").resolve(hex.substring(0, 2)).resolve(hex);
    }

    Path quarantined(Cid cid) {
        return quarantineFolder().resolve(Names.hex(cid));
    }

    Path newTemporary() {
        return temporaryFolder().resolve(Long.toString(counter.getAndIncrement()));
    }

    private Path temporaryFolder() {
        return root.resolve("tmp");
    }

    private Path quarantineFolder() {
        return root.resolve("quarantine");
    }

    List<Path> blobFolders() {
        List<Path> folders = new ArrayList<>(FOLDERS);
        for (int i = 0; i < FOLDERS; i++) {
            folders.add(root.resolve("blobs").resolve(HexFormat.of().toHexDigits((byte) i)));
        }
        return folders;
    }

    /// Makes the names in a folder survive a power cut, where the system can be asked for that.
    static void sync(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
