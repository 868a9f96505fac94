package community.kith.store.file;

import community.kith.base.crypto.Sha256;
import community.kith.store.chunk.Chunker;
import community.kith.store.manifest.About;
import community.kith.store.manifest.Coding;
import community.kith.store.manifest.Entry;
import community.kith.store.manifest.Kind;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.Root;
import community.kith.store.manifest.Segment;
import community.kith.store.seal.ContentKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Puts a file, a folder or a stream: reads it once, finds what is stored already, and seals, codes and hashes the rest
/// a segment at a time.
///
/// While the sink has the shards of one segment the next is read and cut; no more than these are in memory, whatever
/// the
/// size. What the
/// manifest records is what was read, also when files change meanwhile. Thread safe if the generator and what is known
/// are.
public final class Splitter {
    private static final long UNKNOWN = Long.MAX_VALUE - 1;

    private final Recipe recipe;
    private final KnownChunks known;
    private final RandomGenerator random;

    /// @param random makes the keys of links, so a secure one outside of tests
    public Splitter(Recipe recipe, KnownChunks known, RandomGenerator random) {
        this.recipe = recipe;
        this.known = known;
        this.random = random;
    }

    /// Puts the file or folder at `path` under its own name. A symbolic link at `path` itself is followed, those inside
    /// a
    /// folder are kept as links.
    ///
    /// @throws IOException naming the file that cannot be read, or what the sink threw
    public Split put(Path path, SegmentSink sink) throws IOException {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return put(path, name == null ? "root" : name.toString(), sink);
    }

    /// Puts the file or folder at `path` under another name.
    public Split put(Path path, String name, SegmentSink sink) throws IOException {
        return put(path, name, Optional.empty(), sink);
    }

    /// The same, without reading those files of a folder again that did not change since the version before, and
    /// without counting on segments of which that needs little.
    ///
    /// @throws LargeDeletionException when too many of them are gone; nothing was sent then
    public Split put(Path path, String name, Optional<Baseline> before, SegmentSink sink) throws IOException {
        Path real = path.toRealPath();
        Optional<Reuse> reuse = before.map(Reuse::new);
        KnownChunks stored = reuse.map(of -> of.dense(known)).orElse(known);
        if (Files.isDirectory(real)) {
            FolderWalk walk = FolderWalk.of(real);
            if (before.isPresent()) {
                before.get().check(walk.entries());
            }
            return put(Kind.FOLDER, name, walk.sizeBytes(), sink, stored, new FolderSource(real, walk, reuse));
        }
        if (!Files.isRegularFile(real)) {
            throw new IOException(path + " is neither a file nor a folder");
        }
        Entry.File file = FileFacts.of(real).file(name);
        return put(Kind.FILE, name, file.sizeBytes(), sink, stored, new FileSource(real, file));
    }

    /// Puts everything that `in` still has, as a file.
    public Split put(InputStream in, String name, SegmentSink sink) throws IOException {
        return put(Kind.FILE, name, UNKNOWN, sink, known, (out, skipped) -> {
            long sizeBytes = out.readAll(in);
            return List.of(new Entry.File(name, 0, sizeBytes, recipe.created(), false));
        });
    }

    private Split put(Kind kind, String name, long expectedBytes, SegmentSink sink, KnownChunks stored, Source source)
            throws IOException {
        about(kind, name, 0); // refuses a bad name before anything is read
        SegmentSealer sealer = new SegmentSealer(recipe);
        Chunker chunker = new Chunker(recipe.chunking(), recipe.salt());
        try (Conveyor conveyor = new Conveyor(sink)) {
            List<String> skipped = source.skipped();
            SegmentWriter content = new SegmentWriter(chunker, stored, sealer, conveyor, expectedBytes);
            List<Entry> entries = source.writeTo(content, skipped);
            Extents stream = content.finish();
            About about = about(kind, name, stream.totalBytes());
            Manifest whole = new Manifest(about, stream.segments(), stream.extents(), entries, List.of());
            Manifest manifest = Root.needsIndex(whole) ? withIndex(whole, sealer, conveyor) : whole;
            conveyor.await();
            return new Split(manifest, Root.seal(manifest, linkKey()), content.newBytes(), skipped);
        }
    }

    /// An index is not cut into chunks: its segments are read one after another, each from beginning to end, so nothing
    /// may be left out where the lists repeat themselves.
    private Manifest withIndex(Manifest whole, SegmentSealer sealer, Conveyor conveyor) throws IOException {
        byte[] lists = Root.indexBytes(whole);
        int segmentBytes = recipe.chunking().segmentBytes();
        List<Segment> index = new ArrayList<>();
        for (int from = 0; from < lists.length; from += segmentBytes) {
            byte[] plain = Arrays.copyOfRange(lists, from, Math.min(lists.length, from + segmentBytes));
            Chunk all = new Chunk(Sha256.of(plain), 0, plain.length);
            conveyor.await();
            CodedSegment coded = sealer.seal(plain, plain.length, List.of(all));
            conveyor.send(coded);
            index.add(coded.segment());
        }
        return new Manifest(whole.about(), whole.segments(), whole.extents(), whole.entries(), index);
    }

    private About about(Kind kind, String name, long sizeBytes) {
        return new About(kind, name, sizeBytes, recipe.created(), recipe.owner(), recipe.reach());
    }

    private Optional<ContentKey> linkKey() {
        return recipe.coding() == Coding.SEALED ? Optional.of(ContentKey.generate(random)) : Optional.empty();
    }
}
