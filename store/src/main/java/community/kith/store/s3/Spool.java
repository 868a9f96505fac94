package community.kith.store.s3;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import community.kith.store.blob.Names;
import community.kith.store.blob.Usage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/// A blob on its way to the bucket and the room reserved for it: its name is known only when all of it has come, and it
/// may have to be sent twice. Small ones wait in memory, others in a temporary file. Closing gives the room up unless
/// it
/// was [#kept].
final class Spool implements AutoCloseable {
    static final int MEMORY_BYTES = 256 * 1024;
    private static final int BUFFER_BYTES = 64 * 1024;
    /// What S3 takes in one request.
    private static final long MOST_BYTES = 5L << 30;

    private final Usage usage;
    private final Path folder;
    private final long sizeBytes;
    private byte[] bytes = new byte[0];
    private int offset;
    private Optional<Path> file = Optional.empty();
    private boolean settled;

    Spool(Usage usage, Path folder, long sizeBytes) throws IOException {
        if (sizeBytes < 0) {
            throw new IllegalArgumentException("a blob of " + sizeBytes + " bytes");
        }
        usage.reserve(sizeBytes);
        this.usage = usage;
        this.folder = folder;
        this.sizeBytes = sizeBytes;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /// Takes the next bytes of `in`, and names them.
    Cid fill(InputStream in) throws IOException {
        if (sizeBytes > MOST_BYTES) {
            throw new IOException("a blob of " + sizeBytes + " bytes is more than an S3 service takes at once");
        }
        var digest = Sha256.fresh();
        if (sizeBytes <= MEMORY_BYTES) {
            bytes = in.readNBytes((int) sizeBytes);
            if (bytes.length < sizeBytes) {
                throw ended(bytes.length);
            }
            digest.update(bytes);
        } else {
            file = Optional.of(Files.createTempFile(folder, "blob", null));
            try (var out = Files.newOutputStream(file.get())) {
                copy(in, out, digest);
            }
        }
        return Cid.raw(digest.digest());
    }

    private void copy(InputStream in, OutputStream out, MessageDigest digest) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        for (var done = 0L; done < sizeBytes; ) {
            var count = in.read(buffer, 0, (int) Math.min(buffer.length, sizeBytes - done));
            if (count < 0) {
                throw ended(done);
            }
            digest.update(buffer, 0, count);
            out.write(buffer, 0, count);
            done += count;
        }
    }

    private EOFException ended(long after) {
        return new EOFException("a blob of %d bytes ended after %d".formatted(sizeBytes, after));
    }

    /// Takes bytes that stay as they are until this is closed.
    void fill(byte[] lent, int from) {
        bytes = lent;
        offset = from;
    }

    Payload payload(Cid cid) throws IOException {
        var hex = Names.hex(cid);
        return file.isPresent()
                ? Payload.of(file.get(), sizeBytes, hex)
                : Payload.of(bytes, offset, (int) sizeBytes, hex);
    }

    /// The reserved room is used now.
    void kept() {
        settled = true;
        usage.added(sizeBytes);
    }

    @Override
    public void close() throws IOException {
        if (!settled) {
            settled = true;
            usage.release(sizeBytes);
        }
        bytes = new byte[0];
        if (file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
    }
}
