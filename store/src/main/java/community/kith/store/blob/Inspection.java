package community.kith.store.blob;

import community.kith.base.crypto.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.Arrays;

/// Reads blobs and compares them with their names.
record Inspection(Parts parts) {
    private static final int BUFFER_BYTES = 128 * 1024;

    /// Whether what is in this place is what the key names. What cannot be read for the moment is an error, since the
    /// next try may have it.
    boolean isWhole(Key key, Place place) throws IOException {
        try {
            return switch (place) {
                case Place.Packed packed ->
                    Arrays.equals(Sha256.of(parts.body(packed, 0, packed.length())), key.digest());
                case Place.Filed filed -> Arrays.equals(digestOfFile(key), key.digest());
                case Place.Gone gone -> false;
            };
        } catch (NoSuchFileException | EOFException e) {
            return false;
        }
    }

    /// Whether it can be read now, and is whole.
    boolean isReadable(Key key, Place place) {
        try {
            return isWhole(key, place);
        } catch (IOException e) {
            return false;
        }
    }

    private byte[] digestOfFile(Key key) throws IOException {
        MessageDigest digest = Sha256.fresh();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try (VolumeFile file = parts.volume().read(Layout.place(key))) {
            long at = 0;
            for (int count = file.read(buffer, at); count >= 0; count = file.read(buffer, at)) {
                at += count;
                digest.update(buffer.flip());
                buffer.clear();
            }
        }
        return digest.digest();
    }
}
