package community.kith.store.file;

import community.kith.store.manifest.Entry;
import community.kith.store.manifest.Kind;
import community.kith.store.manifest.Manifest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Cuts the stream of a manifest into its files as it comes in. For one thread; call [#finish] at the end of the
/// stream.
final class Extraction extends OutputStream {
    private final Kind kind;
    private final List<Entry> entries;
    private final Path target;
    private final Folders folders;
    private final List<Entry.Symlink> symlinks = new ArrayList<>();
    private final Optional<Draft> draft;
    private int next;
    private @Nullable NewFile open;
    private long leftInFile;

    /// @param target the file or folder to make
    Extraction(Manifest manifest, Path target) throws IOException {
        this.kind = manifest.kind();
        this.entries = manifest.entries();
        this.target = target.toAbsolutePath();
        this.folders = new Folders(this.target);
        if (kind == Kind.FOLDER) {
            folders.makeRoot();
        }
        this.draft = kind == Kind.FILE && manifest.sizeBytes() >= Draft.LARGE_BYTES
                ? Optional.of(Draft.of(manifest, this.target))
                : Optional.empty();
    }

    /// How much of the stream is there already, from an attempt before: the rest is to be written.
    long doneBytes() {
        return draft.map(Draft::goodBytes).orElse(0L);
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            NewFile file = open == null ? openNext() : open;
            int count = (int) Math.min(length - done, leftInFile);
            file.write(bytes, offset + done, count);
            done += count;
            leftInFile -= count;
            if (leftInFile == 0) {
                file.keep();
                open = null;
            }
        }
    }

    /// Makes what has no bytes up to the next file that has some, and opens that.
    private NewFile openNext() throws IOException {
        while (next < entries.size()) {
            if (entries.get(next++) instanceof Entry.File file && file.sizeBytes() > 0) {
                Path place = placeOf(file.path());
                NewFile opened = draft.isPresent() ? new NewFile(place, file, draft.get()) : new NewFile(place, file);
                open = opened;
                leftInFile = file.sizeBytes() - doneBytes();
                return opened;
            }
            makeEmpty(entries.get(next - 1));
        }
        throw new IOException("more bytes than the entries of " + target + " have");
    }

    private void makeEmpty(Entry entry) throws IOException {
        switch (entry) {
            case Entry.File file -> {
                try (NewFile empty = new NewFile(placeOf(file.path()), file)) {
                    empty.keep();
                }
            }
            case Entry.Folder folder -> folders.makeEmpty(folder);
            case Entry.Symlink symlink -> symlinks.add(symlink);
        }
    }

    /// Makes the entries after the last byte, and then the symbolic links, so that nothing is written through one.
    void finish() throws IOException {
        while (next < entries.size()) {
            makeEmpty(entries.get(next++));
        }
        for (Entry.Symlink symlink : symlinks) {
            folders.makeSymlink(symlink);
        }
    }

    private Path placeOf(String path) throws IOException {
        return switch (kind) {
            case FILE -> target;
            case FOLDER -> folders.placeOf(path);
        };
    }

    /// Drops a file that was not finished.
    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }
}
