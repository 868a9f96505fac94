package community.kith.store.file;

import community.kith.store.manifest.Entry;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The files of a folder, one after another.
///
/// @param before the version before, if what did not change since need not be read
record FolderSource(Path folder, FolderWalk walk, Optional<Reuse> before) implements Source {
    @Override
    public List<Entry> writeTo(SegmentWriter out, List<String> skipped) throws IOException {
        List<Entry> written = new ArrayList<>(walk.entries().size());
        for (Entry entry : walk.entries()) {
            switch (entry) {
                case Entry.File file -> writeFile(file, out, written, skipped);
                case Entry.Folder empty -> written.add(empty);
                case Entry.Symlink symlink -> written.add(symlink);
            }
        }
        return written;
    }

    private void writeFile(Entry.File file, SegmentWriter out, List<Entry> written, List<String> skipped)
            throws IOException {
        Optional<Entry.File> unchanged = before.flatMap(reuse -> reuse.unchanged(file));
        if (unchanged.isPresent()) {
            long offsetBytes = out.plainBytes();
            out.reuse(before.orElseThrow(), unchanged.get());
            written.add(new Entry.File(file.path(), offsetBytes, file.sizeBytes(), file.modified(), file.executable()));
            return;
        }
        try {
            written.add(FileSource.write(folder.resolve(file.path()), file, out));
        } catch (NoSuchFileException e) {
            skipped.add(file.path() + ": vanished before it was read");
        }
    }

    @Override
    public List<String> skipped() {
        return new ArrayList<>(walk.skipped());
    }
}
