package community.kith.store.file;

import community.kith.store.disk.DirectFile;
import community.kith.store.disk.DirectOutput;
import community.kith.store.manifest.Entry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/// A file that is written beside its place and renamed into it when it is whole. Closing without [#keep] drops it,
/// unless
/// it is a draft to go on with.
final class NewFile implements AutoCloseable {
    private final Path place;
    private final Path beside;
    private final Entry.File facts;
    private final OutputStream out;

    private final boolean stays;
    private final Optional<Unfinished.Hold> hold;

    NewFile(Path place, Entry.File facts) throws IOException {
        this.place = place;
        this.facts = facts;
        this.stays = false;
        this.hold = Optional.empty();
        this.beside = Folders.beside(place);
        OpenOption[] options = {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS};
        this.out = facts.sizeBytes() < Draft.LARGE_BYTES
                ? Files.newOutputStream(beside, options)
                : new DirectOutput(new DirectFile(beside, options), 0);
    }

    /// Goes on with a draft, which stays for another time when this one is closed without [#keep].
    NewFile(Path place, Entry.File facts, Draft draft) throws IOException {
        this.place = place;
        this.facts = facts;
        this.stays = true;
        this.beside = draft.file();
        this.hold = Optional.of(Unfinished.hold(beside));
        boolean opened = false;
        try {
            OpenOption[] options = {StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS};
            this.out = new DirectOutput(new DirectFile(beside, options), draft.goodBytes());
            opened = true;
        } finally {
            if (!opened) {
                release();
            }
        }
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    void keep() throws IOException {
        out.close();
        release();
        if (facts.executable()) {
            makeExecutable();
        }
        Files.setLastModifiedTime(beside, FileTime.from(facts.modified()));
        Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
    }

    private void release() throws IOException {
        if (hold.isPresent()) {
            hold.get().close();
        }
    }

    /// For everybody who may read it, as the umask left that.
    private void makeExecutable() throws IOException {
        if (!beside.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(beside);
        permissions.add(PosixFilePermission.OWNER_EXECUTE);
        if (permissions.contains(PosixFilePermission.GROUP_READ)) {
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
        }
        if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        Files.setPosixFilePermissions(beside, permissions);
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            release();
            if (!stays) {
                Files.deleteIfExists(beside);
            }
        }
    }
}
