package community.kith.store.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Reads the records of a pack in their order. Where there is none, whether by a write that never came to an end or by
/// damage, it looks for the next.
final class PackScan {
    private static final int BUFFER_BYTES = 1024 * 1024;

    private final VolumeFile file;
    private final Pack pack;
    private final long end;
    private final int maxBodyBytes;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    /// Where in the file the buffer begins.
    private long base;
    private long at;
    private long lastEnd;

    /// @param end where records end at most
    PackScan(VolumeFile file, Pack pack, long from, long end) throws IOException {
        this.file = file;
        this.pack = pack;
        this.end = Math.min(end, file.size());
        this.at = from;
        this.base = from;
        this.lastEnd = from;
        this.maxBodyBytes = DiskOptions.MAX_SMALL_BYTES;
    }

    /// A record that is there.
    ///
    /// @param body of a blob, empty otherwise
    /// @param isWhole whether the body is what was written
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Found(Frame frame, int offset, byte[] body, boolean isWhole) {}

    Optional<Found> next() throws IOException {
        while (at + Frame.BYTES <= end) {
            fill(Frame.BYTES);
            buffer.position((int) (at - base));
            Optional<Frame> frame = Frame.read(buffer, pack.salt(), Pack.position(pack.number(), at));
            if (frame.isPresent()
                    && frame.get().span() <= maxBodyBytes + Frame.BYTES
                    && at + frame.get().span() <= end) {
                return Optional.of(take(frame.get()));
            }
            at += Frame.ALIGNED;
        }
        return Optional.empty();
    }

    private Found take(Frame frame) throws IOException {
        int offset = (int) at;
        byte[] body = new byte[frame.kind() == Frame.Kind.BLOB ? (int) frame.sizeBytes() : 0];
        fill((int) frame.span());
        buffer.get((int) (at - base) + Frame.BYTES, body);
        boolean isWhole = frame.kind() != Frame.Kind.BLOB || Frame.crc(body, 0, body.length) == frame.bodyCrc();
        // A head whose bytes never arrived may stand in front of records that did, so only a whole one is skipped.
        at += isWhole ? frame.span() : Frame.BYTES;
        if (isWhole) {
            lastEnd = at;
        }
        return new Found(frame, offset, body, isWhole);
    }

    /// Where the last whole record that was found ends.
    long lastEnd() {
        return lastEnd;
    }

    private void fill(int wanted) throws IOException {
        if (at >= base && at + wanted <= base + buffer.limit()) {
            return;
        }
        buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - at));
        base = at;
        file.readFully(buffer, at);
        buffer.flip();
    }
}
