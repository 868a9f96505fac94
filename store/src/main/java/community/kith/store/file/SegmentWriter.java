package community.kith.store.file;

import community.kith.base.crypto.Sha256;
import community.kith.store.chunk.Chunker;
import community.kith.store.manifest.Entry;
import community.kith.store.manifest.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Cuts a stream of bytes into chunks, leaves out those that are stored already, makes segments of the others and sends
/// them. For one thread.
final class SegmentWriter {
    /// Chunks of this put that are remembered, besides what [KnownChunks] finds: those of the last segments at least.
    private static final int REMEMBERED = 8_192;

    /// Java takes as much memory outside of the heap as it is asked to read, and keeps it.
    private static final int READ_BYTES = 256 * 1024;

    private final Chunker chunker;
    private final KnownChunks known;
    private final SegmentSealer sealer;
    private final Conveyor conveyor;
    private final MessageDigest digest = Sha256.fresh();
    private final Map<ByteBuffer, KnownChunks.Place> recent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, KnownChunks.Place> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final Extents extents = new Extents();

    /// The segment being filled up to its end, then what was left out, then what is not cut yet.
    private byte[] plain;

    private int segmentEnd;
    private int uncut;
    private int filled;
    private long takenBytes;
    private long newBytes;
    private final List<Chunk> chunks = new ArrayList<>();
    private final Map<ByteBuffer, Chunk> chunksByName = new HashMap<>();
    /// Stretches of the stream since the segment was begun: some of it, some of others.
    private final List<Stretch> stretches = new ArrayList<>();

    /// @param segment null when it is the one being filled
    private record Stretch(@Nullable Segment segment, int offset, int length) {}

    /// @param expectedBytes how long the stream will probably be: saves memory for short ones, never changes the result
    SegmentWriter(Chunker chunker, KnownChunks known, SegmentSealer sealer, Conveyor conveyor, long expectedBytes) {
        this.chunker = chunker;
        this.known = known;
        this.sealer = sealer;
        this.conveyor = conveyor;
        long most = (long) chunker.sizes().segmentBytes() + chunker.sizes().maxBytes();
        this.plain =
                new byte[(int) Math.clamp(expectedBytes + 1, chunker.sizes().maxBytes(), most)];
    }

    /// Plain bytes taken so far.
    long plainBytes() {
        return takenBytes;
    }

    /// How many of them were not stored before.
    long newBytes() {
        return newBytes;
    }

    /// Takes everything up to the end of `in` and says how much that was.
    long readAll(InputStream in) throws IOException {
        long before = takenBytes;
        while (true) {
            if (filled == plain.length) {
                makeRoom();
            }
            int count = in.read(plain, filled, Math.min(plain.length - filled, READ_BYTES));
            if (count < 0) {
                return takenBytes - before;
            }
            filled += count;
            takenBytes += count;
            while (filled - uncut >= chunker.sizes().maxBytes()) {
                cut();
            }
        }
    }

    /// Ends a chunk here if there is enough for one: what comes is a thing of its own.
    void boundary() throws IOException {
        if (filled - uncut >= chunker.sizes().minBytes()) {
            cutAll();
        }
    }

    /// Takes a file as the version before has it, without reading it.
    void reuse(Reuse before, Entry.File file) throws IOException {
        cutAll();
        before.forEach(file, (segment, offset, length) -> note(new Stretch(segment, offset, length)));
        takenBytes += file.sizeBytes();
    }

    /// Sends what is left. A stream without bytes has no segments.
    Extents finish() throws IOException {
        cutAll();
        closeSegment();
        return extents;
    }

    private void cutAll() throws IOException {
        while (filled > uncut) {
            cut();
        }
    }

    /// Where chunks were left out there is room; moving what is not cut for each of them would cost more than hashing.
    private void makeRoom() {
        if (uncut > segmentEnd) {
            System.arraycopy(plain, uncut, plain, segmentEnd, filled - uncut);
            filled -= uncut - segmentEnd;
            uncut = segmentEnd;
            return;
        }
        int most = chunker.sizes().segmentBytes() + chunker.sizes().maxBytes();
        plain = Arrays.copyOf(plain, (int) Math.min(most, 2L * plain.length));
    }

    private void cut() throws IOException {
        int length = chunker.next(plain, uncut, filled - uncut);
        digest.update(plain, uncut, length);
        byte[] name = digest.digest();
        Optional<Stretch> stored = stored(name, length);
        if (stored.isPresent()) {
            note(stored.get());
            uncut += length;
            return;
        }
        if (segmentEnd + length > chunker.sizes().segmentBytes()) {
            closeSegment();
        }
        System.arraycopy(plain, uncut, plain, segmentEnd, length);
        uncut += length;
        append(new Chunk(name, segmentEnd, length));
        if (segmentEnd >= chunker.sizes().segmentBytes() / 2 && Chunker.endsSegment(name)) {
            closeSegment();
        }
    }

    private Optional<Stretch> stored(byte[] name, int length) throws IOException {
        Chunk here = chunksByName.get(ByteBuffer.wrap(name));
        if (here != null) {
            return Optional.of(new Stretch(null, here.offset(), here.length()));
        }
        KnownChunks.Place sent = recent.get(ByteBuffer.wrap(name));
        Optional<KnownChunks.Place> place = sent == null ? known.find(name, length) : Optional.of(sent);
        return place.map(there -> new Stretch(there.segment(), there.offset(), length));
    }

    /// A stretch waits for the segment being filled, if there is one, since that may come before it.
    private void note(Stretch stretch) {
        if (chunks.isEmpty() && stretch.segment != null) {
            extents.add(stretch.segment, stretch.offset, stretch.length);
        } else {
            stretches.add(stretch);
        }
    }

    private void append(Chunk chunk) {
        chunks.add(chunk);
        chunksByName.put(ByteBuffer.wrap(chunk.digest()), chunk);
        stretches.add(new Stretch(null, chunk.offset(), chunk.length()));
        segmentEnd += chunk.length();
        newBytes += chunk.length();
    }

    /// Sends the segment if anything is in it, and begins the next.
    private void closeSegment() throws IOException {
        if (!chunks.isEmpty()) {
            conveyor.await(); // the sealer has one set of shards
        }
        CodedSegment coded = chunks.isEmpty() ? null : sealer.seal(plain, segmentEnd, chunks);
        for (Stretch stretch : stretches) {
            Segment of = stretch.segment == null && coded != null ? coded.segment() : stretch.segment;
            if (of != null) {
                extents.add(of, stretch.offset, stretch.length);
            }
        }
        stretches.clear();
        if (coded != null) {
            conveyor.send(coded);
            chunks.forEach(chunk -> recent.put(
                    ByteBuffer.wrap(chunk.digest()), new KnownChunks.Place(coded.segment(), chunk.offset())));
        }
        chunks.clear();
        chunksByName.clear();
        segmentEnd = 0;
    }
}
