package community.kith.store.blob;

import java.io.Closeable;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// A folder's files, by their names within it: all that a store needs of a disk. [LocalVolume] is a real one; tests put
/// one here that tears, forgets and fails.
interface Volume {
    int PIECE_BYTES = 256 * 1024;

    /// A new, empty file; what was there goes.
    ///
    /// @throws java.nio.file.NoSuchFileException when the folder is not there
    VolumeFile create(String name) throws IOException;

    /// A new, empty file that is large and will be written once, from its beginning on: every piece but the last at a
    /// multiple of [#PIECE_BYTES].
    default VolumeFile createLarge(String name) throws IOException {
        return create(name);
    }

    /// An existing file, to read and to write.
    ///
    /// @throws java.nio.file.NoSuchFileException when it is not there
    VolumeFile open(String name) throws IOException;

    /// An existing file, to read only.
    ///
    /// @throws java.nio.file.NoSuchFileException when it is not there
    VolumeFile read(String name) throws IOException;

    /// Gives a file another name, over what may have it.
    void rename(String from, String to) throws IOException;

    /// Removes a file and says whether it was there.
    boolean delete(String name) throws IOException;

    /// How long a file is; empty when it is not there.
    OptionalLong size(String name);

    /// Visits the names in a folder, without the folder's own; none when it is not there.
    void list(String folder, Consumer<String> visitor) throws IOException;

    /// Makes a folder and those above it.
    void makeFolder(String folder) throws IOException;

    /// Makes the names in a folder survive a power cut; "" is the folder of all.
    void sync(String folder) throws IOException;

    /// Whether the disk takes writes, as far as the system says.
    boolean isWritable();

    /// What the disk still has room for.
    long usableBytes() throws IOException;

    /// Keeps other processes out until it is closed.
    ///
    /// @throws IOException when somebody else has the folder
    Closeable lock() throws IOException;
}
