package community.kith.node.api;

import java.io.InputStream;
import java.nio.file.Path;

/// Where the bytes of a put come from.
public sealed interface PutSource {
    /// A file or a folder on this computer.
    record OnDisk(Path path) implements PutSource {}

    /// Bytes of unknown length that end when the stream does. The caller closes it.
    record Streamed(InputStream bytes) implements PutSource {}
}
