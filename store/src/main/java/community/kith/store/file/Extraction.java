package community.kith.store.file;

import community.kith.store.manifest.Entry;
import community.kith.store.manifest.Kind;
import community.kith.store.manifest.Manifest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
    private final Optional<Resuming> resuming;
    private int next;
    private @Nullable NewFile open;
    private long leftInFile;

    /// A folder that was begun before, or may have to be gone on with.
    private record Resuming(String manifestDigest, Remains remains, Unfinished.Hold hold, Path mark) {}

    /// @param target the file or folder to make
    /// @param mark where it is noted that a folder is not whole yet; empty to begin anew in any case
    Extraction(Manifest manifest, Path target, Optional<Path> mark) throws IOException {
        this.kind = manifest.kind();
        this.entries = manifest.entries();
        this.target = target.toAbsolutePath();
        this.folders = new Folders(this.target);
        Path beside = this.target.getParent();
        if (beside != null) {
            sweep(beside);
        }
        if (kind == Kind.FOLDER) {
            this.resuming = mark.isPresent() ? Optional.of(resume(manifest, mark.get())) : Optional.empty();
            folders.makeRoot();
        } else {
            this.resuming = Optional.empty();
        }
        this.draft = kind == Kind.FILE && manifest.sizeBytes() >= Draft.LARGE_BYTES
                ? Optional.of(Draft.of(manifest, this.target))
                : Optional.empty();
    }

    private static void sweep(Path folder) {
        try {
            Unfinished.sweep(folder, Instant.now());
        } catch (IOException | DirectoryIteratorException e) {
            System.getLogger(Extraction.class.getName())
                    .log(System.Logger.Level.DEBUG, "looking for what earlier gets left in " + folder, e);
        }
    }

    private Resuming resume(Manifest manifest, Path mark) throws IOException {
        boolean again = Unfinished.size(mark).isPresent() && Files.isDirectory(target);
        Unfinished.Hold hold = Unfinished.hold(mark);
        boolean done = false;
        try {
            String digest = Draft.digest(manifest);
            Remains remains = again ? Remains.of(manifest, new Places(folders, digest)) : Remains.NOTHING;
            done = true;
            return new Resuming(digest, remains, hold, mark);
        } finally {
            if (!done) {
                hold.close();
            }
        }
    }

    private record Places(Folders folders, String manifestDigest) implements Remains.Places {
        @Override
        public Path of(Entry.File file) throws IOException {
            return folders.placeOf(file.path());
        }

        @Override
        public Path draftOf(Entry.File file) throws IOException {
            return Draft.inFolder(of(file), manifestDigest);
        }
    }

    /// How much of the stream is there already, from an attempt before: the rest is to be written.
    long doneBytes() {
        return resuming.map(it -> it.remains().doneBytes())
                .orElseGet(() -> draft.map(Draft::goodBytes).orElse(0L));
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
                if (file.endBytes() <= doneBytes()) {
                    continue; // there already
                }
                Path place = placeOf(file.path());
                Optional<Draft> begun = draft.isPresent() ? draft : draftInFolder(file, place);
                NewFile opened = begun.isPresent() ? new NewFile(place, file, begun.get()) : new NewFile(place, file);
                open = opened;
                leftInFile = file.sizeBytes() - begun.map(Draft::goodBytes).orElse(0L);
                return opened;
            }
            makeEmpty(entries.get(next - 1));
        }
        throw new IOException("more bytes than the entries of " + target + " have");
    }

    private Optional<Draft> draftInFolder(Entry.File file, Path place) throws IOException {
        if (resuming.isEmpty() || file.sizeBytes() < Draft.LARGE_BYTES) {
            return Optional.empty();
        }
        Path begun = Draft.inFolder(place, resuming.get().manifestDigest());
        long good = Math.max(0, doneBytes() - file.offsetBytes());
        if (good == 0) {
            Files.deleteIfExists(begun);
        }
        return Optional.of(new Draft(begun, good));
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
        if (resuming.isPresent()) {
            Files.deleteIfExists(resuming.get().mark());
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
        try {
            if (open != null) {
                open.close();
            }
        } finally {
            if (resuming.isPresent()) {
                resuming.get().hold().close();
            }
        }
    }
}
