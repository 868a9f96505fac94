package community.kith.store.file;

import community.kith.store.manifest.Entry;
import community.kith.store.manifest.Link;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.Root;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// Gets content back: any range of it, one entry, or everything into a directory.
///
/// Every byte is authentic before it is handed out. Two segments are in memory at a time: the next is fetched while one
/// is used. Safe for use by many threads if the source is; each call fetches for itself.
public final class ContentReader {
    private final Manifest manifest;
    private final SegmentStream content;

    public ContentReader(Manifest manifest, ShardSource source) {
        this.manifest = manifest;
        this.content = new SegmentStream(manifest.segments(), manifest.extents(), source);
    }

    /// Opens what a link leads to: the root blob, and the index if the manifest has one.
    ///
    /// @throws java.net.ProtocolException when it is damaged, cut short, no manifest, or not opened by the link's key
    public static Manifest open(Link link, byte[] rootBlob, ShardSource source) throws IOException {
        return switch (Root.open(link, rootBlob)) {
            case Root.Whole whole -> whole.manifest();
            case Root.Spilled spilled -> spilled.complete(index(spilled, source));
        };
    }

    private static byte[] index(Root.Spilled spilled, ShardSource source) throws IOException {
        int indexBytes = Math.toIntExact(spilled.indexBytes());
        ByteArrayOutputStream index = new ByteArrayOutputStream(indexBytes);
        SegmentStream.whole(spilled.index(), source).copy(0, indexBytes, index);
        return index.toByteArray();
    }

    public Manifest manifest() {
        return manifest;
    }

    /// Writes everything to `out`: a file's bytes, or those of a folder's files one after another.
    public void copy(OutputStream out) throws IOException {
        copy(0, manifest.sizeBytes(), out);
    }

    /// Writes bytes `from` to `to` (exclusive) of the whole stream.
    ///
    /// @throws IndexOutOfBoundsException unless 0 ≤ from ≤ to ≤ size
    public void copy(long from, long to, OutputStream out) throws IOException {
        Objects.checkFromToIndex(from, to, manifest.sizeBytes());
        content.copy(from, to, out);
    }

    /// Writes one file of the folder.
    public void copy(Entry.File file, OutputStream out) throws IOException {
        copy(file.offsetBytes(), file.endBytes(), out);
    }

    /// Makes the file or folder at `target`, with times and executable bits.
    ///
    /// A file is written beside its place and renamed into it. What an interrupted attempt left of a large one is gone
    /// on
    /// with, as far as it is right. A folder may be there already: what is in it stays
    /// unless something of the same name takes its place. Nothing is written outside of it, and no symbolic link below
    /// `target` is followed; those that belong to the content come last.
    public void extract(Path target) throws IOException {
        extract(target, Optional.empty());
    }

    /// The same, for somebody who may be cut off and come back: of a folder, too, only what is not there yet is
    /// fetched.
    ///
    /// @param mark where it is noted that a folder is not whole yet, as [Unfinished#mark] says; a folder that is there
    /// without
    ///     it is not looked at
    public void extract(Path target, Optional<Path> mark) throws IOException {
        try (Extraction extraction = new Extraction(manifest, target, mark)) {
            copy(extraction.doneBytes(), manifest.sizeBytes(), extraction);
            extraction.finish();
        }
    }
}
