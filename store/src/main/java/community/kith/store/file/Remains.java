package community.kith.store.file;

import community.kith.store.disk.DirectFile;
import community.kith.store.manifest.Entry;
import community.kith.store.manifest.Manifest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;

/// What an earlier get of a folder made of it before it was cut off: its first files whole and, of a large one, a part.
///
/// @param doneBytes how much of the stream need not be fetched again
/// @param draftBytes how much of that is in the draft of the file that it ends in; 0 when that one begins anew
record Remains(long doneBytes, long draftBytes) {
    static final Remains NOTHING = new Remains(0, 0);

    /// Where the parts of a folder lie.
    interface Places {
        Path of(Entry.File file) throws IOException;

        Path draftOf(Entry.File file) throws IOException;
    }

    /// Looks at what is there, as far as it is what it should be.
    static Remains of(Manifest manifest, Places places) throws IOException {
        long right;
        try (Pieces pieces = new Pieces()) {
            gather(manifest, places, pieces);
            right = Recognition.bytesOf(manifest, pieces);
        }
        Optional<Entry.File> next = next(manifest, right);
        return next.isEmpty()
                ? NOTHING
                : new Remains(next.get().offsetBytes(), 0)
                        .with(next.get(), places, right - next.get().offsetBytes());
    }

    /// The file that is not whole; the last one when all are, so that there is something to finish.
    private static Optional<Entry.File> next(Manifest manifest, long right) {
        Optional<Entry.File> next = Optional.empty();
        for (Entry entry : manifest.entries()) {
            if (entry instanceof Entry.File file && file.sizeBytes() > 0) {
                next = Optional.of(file);
                if (file.endBytes() > right) {
                    return next;
                }
            }
        }
        return next;
    }

    private static void gather(Manifest manifest, Places places, Pieces pieces) throws IOException {
        for (Entry entry : manifest.entries()) {
            if (entry instanceof Entry.File file && file.sizeBytes() > 0) {
                Path place = places.of(file);
                if (Unfinished.size(place).orElse(-1) == file.sizeBytes()) {
                    pieces.add(place, file.sizeBytes());
                } else {
                    Path draft = places.draftOf(file);
                    OptionalLong begun = Unfinished.size(draft);
                    pieces.add(draft, Math.min(begun.orElse(0), file.sizeBytes()));
                    return;
                }
            }
        }
    }

    /// Goes on in the middle of a large file, or begins a small one anew.
    private Remains with(Entry.File file, Places places, long rightBytes) throws IOException {
        long good = Math.min(rightBytes, file.sizeBytes() - 1) / DirectFile.PIECE_BYTES * DirectFile.PIECE_BYTES;
        if (file.sizeBytes() < Draft.LARGE_BYTES || good <= 0) {
            return this;
        }
        Path draft = places.draftOf(file);
        if (Unfinished.size(places.of(file)).orElse(-1) == file.sizeBytes()) {
            Files.move(places.of(file), draft, StandardCopyOption.ATOMIC_MOVE);
        }
        try (FileChannel left = FileChannel.open(draft, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            left.truncate(good);
        } catch (NoSuchFileException e) {
            return this;
        }
        return new Remains(doneBytes + good, good);
    }
}
