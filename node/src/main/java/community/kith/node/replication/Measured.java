package community.kith.node.replication;

import community.kith.node.api.PutSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;

/// What is to be put, and how large it is as far as one can tell beforehand.
///
/// @param sizeBytes −1 when nobody knows before all is read
record Measured(PutSource source, long sizeBytes) {
    /// A stream is read ahead just far enough to tell whether it is small.
    ///
    /// @param smallBytes sizes up to this are told exactly
    static Measured of(PutSource source, int smallBytes) throws IOException {
        return switch (source) {
            case PutSource.OnDisk disk ->
                new Measured(source, Files.isRegularFile(disk.path()) ? Files.size(disk.path()) : -1);
            case PutSource.Streamed stream -> of(stream.bytes(), smallBytes);
        };
    }

    private static Measured of(InputStream bytes, int smallBytes) throws IOException {
        byte[] head = bytes.readNBytes(smallBytes + 1);
        InputStream start = new ByteArrayInputStream(head);
        return head.length <= smallBytes
                ? new Measured(new PutSource.Streamed(start), head.length)
                : new Measured(new PutSource.Streamed(new SequenceInputStream(start, bytes)), -1);
    }
}
