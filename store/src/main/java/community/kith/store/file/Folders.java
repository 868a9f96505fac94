package community.kith.store.file;

import community.kith.store.manifest.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicLong;

/// The folders below one root, made as entries need them. Refuses to leave the root by name or by symbolic link.
final class Folders {
    private static final AtomicLong COUNTER = new AtomicLong();

    private final Path root;
    private String lastParent = "";
    private Path lastFolder;

    Folders(Path root) {
        this.root = root;
        this.lastFolder = root;
    }

    void makeRoot() throws IOException {
        if (!Files.isDirectory(root)) {
            Files.createDirectory(root);
        }
    }

    /// Where an entry goes; the folders above it exist and are no links.
    Path placeOf(String path) throws IOException {
        int slash = path.lastIndexOf('/');
        String parent = slash < 0 ? "" : path.substring(0, slash);
        if (!parent.equals(lastParent)) {
            lastFolder = makeAll(parent);
            lastParent = parent;
        }
        return child(lastFolder, path.substring(slash + 1));
    }

    private Path makeAll(String path) throws IOException {
        Path folder = root;
        for (String component : path.isEmpty() ? new String[0] : path.split("/", -1)) {
            folder = child(folder, component);
            make(folder);
        }
        return folder;
    }

    private static void make(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(folder + " is in the way: it is no folder, and links are not followed");
        }
        Files.createDirectory(folder);
    }

    /// One level down, whatever else the file system would make of the name.
    private static Path child(Path folder, String component) throws IOException {
        try {
            Path child = folder.resolve(component);
            boolean plain = !component.equals(".") && !component.equals("..");
            if (plain
                    && folder.equals(child.getParent())
                    && child.getFileName().toString().equals(component)) {
                return child;
            }
        } catch (InvalidPathException e) {
            throw new IOException(
                    "this system has no file name for '%s' (a locale like C.UTF-8 may help)".formatted(component), e);
        }
        throw new IOException("a name that would leave its folder: '" + component + "'");
    }

    void makeEmpty(Entry.Folder folder) throws IOException {
        Path place = placeOf(folder.path());
        make(place);
        Files.setLastModifiedTime(place, FileTime.from(folder.modified()));
    }

    /// Makes the link, replacing a file or link of that name, and never looks where it leads.
    void makeSymlink(Entry.Symlink symlink) throws IOException {
        Path place = placeOf(symlink.path());
        Path beside = beside(place);
        try {
            Files.createSymbolicLink(beside, place.getFileSystem().getPath(symlink.target()));
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (InvalidPathException e) {
            throw new IOException("the symbolic link %s cannot be made here".formatted(symlink.path()), e);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /// A name next to `place` that nobody else in this process uses; what a killed one left there is gone.
    static Path beside(Path place) throws IOException {
        String name = ".kith-%d-%d.part".formatted(ProcessHandle.current().pid(), COUNTER.getAndIncrement());
        Path beside = place.resolveSibling(name);
        Files.deleteIfExists(beside);
        return beside;
    }
}
