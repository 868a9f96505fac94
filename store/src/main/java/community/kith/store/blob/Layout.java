package community.kith.store.blob;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Where things are in the folder of a [DiskBlobs]; docs/spec/blob-store.md draws it.
final class Layout {
    /// Room that is kept for records of deletions when the disk is full.
    static final String RESERVE = "reserve";

    private static final int RESERVE_BYTES = 1024 * 1024;
    private static final String TEMPORARY = "tmp";
    private static final int FOLDERS = 256;

    private Layout() {}

    /// Makes what is missing and sweeps what a crash left half written.
    static void prepare(Volume volume) throws IOException {
        for (String folder : List.of(TEMPORARY, "quarantine", "packs", "index")) {
            volume.makeFolder(folder);
        }
        for (String folder : blobFolders()) {
            volume.makeFolder(folder);
        }
        volume.sync("blobs");
        volume.sync("");
        for (String leftover : names(volume, TEMPORARY)) {
            volume.delete(TEMPORARY + "/" + leftover);
        }
    }

    static List<String> names(Volume volume, String folder) throws IOException {
        List<String> found = new ArrayList<>();
        volume.list(folder, found::add);
        return found;
    }

    static String temporary(long number) {
        return TEMPORARY + "/" + number;
    }

    static String quarantined(Key key) {
        return "quarantine/" + hex(key);
    }

    static String folder(Key key) {
        return "blobs/" + hex(key).substring(0, 2);
    }

    static String place(Key key) {
        return folder(key) + "/" + hex(key);
    }

    private static String hex(Key key) {
        return HexFormat.of().formatHex(key.digest());
    }

    static List<String> blobFolders() {
        List<String> folders = new ArrayList<>(FOLDERS);
        for (int i = 0; i < FOLDERS; i++) {
            folders.add("blobs/" + HexFormat.of().toHexDigits((byte) i));
        }
        return folders;
    }

    /// Visits the blobs that are files.
    static void forEachFile(Volume volume, Consumer<Key> visitor) throws IOException {
        for (String folder : blobFolders()) {
            volume.list(folder, name -> Names.fromHex(name).map(Key::of).ifPresent(visitor));
        }
    }

    /// Sets aside the room for deletions, if it is not and the disk has some.
    static void keepReserve(Volume volume) throws IOException {
        if (volume.size(RESERVE).isPresent() || volume.usableBytes() < 16L * RESERVE_BYTES) {
            return;
        }
        boolean kept = false;
        try (VolumeFile file = volume.create(RESERVE)) {
            file.write(java.nio.ByteBuffer.allocate(RESERVE_BYTES), 0);
            file.force();
            kept = true;
        } finally {
            if (!kept) {
                volume.delete(RESERVE);
            }
        }
    }

    static Optional<Integer> packNumber(String name) {
        return Optional.of(Pack.number(name)).filter(number -> number > 0);
    }
}
