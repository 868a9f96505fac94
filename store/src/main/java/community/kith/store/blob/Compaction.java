package community.kith.store.blob;

import community.kith.base.crypto.Sha256;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Empties a pack of which little is wanted: copies that to the end of the last pack, and removes the file once the
/// copies are durable and known.
@SuppressWarnings("try") // locks are held and released, not asked
record Compaction(Parts parts, Stripes stripes, Publishing publishing) {
    private static final int BATCH_BYTES = 1024 * 1024;
    private static final int BATCH_RECORDS = 256;
    private static final int ROWS_AT_ONCE = 4096;

    /// Returns whether the pack is gone.
    boolean compact(int number) throws IOException {
        try {
            parts.packs().read(number, file -> {
                Optional<Pack> pack = Pack.read(file, number);
                if (pack.isPresent()) {
                    copyAll(number, file, pack.get());
                }
                return true;
            });
        } catch (NoSuchFileException e) {
            if (parts.packs().liveBytes(number) == 0) {
                parts.packs().remove(number); // it went before, but nobody could be sure
            }
            return false;
        }
        if (parts.packs().liveBytes(number) > 0) {
            copyByIndex(number); // heads of records were damaged, and the index knows better
        }
        if (parts.packs().liveBytes(number) > 0) {
            return false;
        }
        parts.packs().remove(number);
        return true;
    }

    private void copyAll(int number, VolumeFile file, Pack pack) throws IOException {
        Packs.Extent extent = parts.packs().extents().get(number);
        long end = extent == null ? Long.MAX_VALUE : extent.endBytes();
        PackScan scan = new PackScan(file, pack, Pack.FIRST, end);
        List<PackScan.Found> batch = new ArrayList<>();
        long bytes = 0;
        for (Optional<PackScan.Found> next = scan.next(); next.isPresent(); next = scan.next()) {
            PackScan.Found found = next.get();
            if (found.frame().kind() == Frame.Kind.FILE || !found.isWhole()) {
                continue; // the file itself tells; what is damaged is found by the index
            }
            batch.add(found);
            bytes += found.frame().span();
            if (bytes >= BATCH_BYTES || batch.size() >= BATCH_RECORDS) {
                copy(number, batch);
                batch.clear();
                bytes = 0;
            }
        }
        copy(number, batch);
    }

    private void copy(int number, List<PackScan.Found> batch) throws IOException {
        boolean isOldest = parts.packs().oldest().orElse(number) >= number;
        // Most of a sparse pack is not wanted: that is found out first without locks, and again with them.
        List<PackScan.Found> wanted = new ArrayList<>();
        for (PackScan.Found found : batch) {
            if (!(isOldest && found.frame().kind() == Frame.Kind.GONE) && isWanted(number, found)) {
                wanted.add(found);
            }
        }
        try (Stripes.Held held =
                stripes.hold(wanted.stream().map(found -> found.frame().key()).toList())) {
            List<Log.Entry> entries = new ArrayList<>();
            List<PackScan.Found> moving = new ArrayList<>();
            for (PackScan.Found found : wanted) {
                if (isWanted(number, found)) {
                    entries.add(new Log.Entry(found.frame(), found.body(), 0));
                    moving.add(found);
                }
            }
            append(number, entries, moving);
        }
    }

    private boolean isWanted(int number, PackScan.Found found) throws IOException {
        Place now = parts.index().get(found.frame().key());
        return switch (found.frame().kind()) {
            case BLOB ->
                now.equals(place(number, found))
                        && Arrays.equals(
                                Sha256.of(found.body()), found.frame().key().digest());
            case GONE -> !now.isHere();
            case FILE -> false;
        };
    }

    private static Place.Packed place(int number, PackScan.Found found) {
        return new Place.Packed(number, found.offset(), found.body().length);
    }

    private void append(int number, List<Log.Entry> entries, List<PackScan.Found> moving) throws IOException {
        if (entries.isEmpty()) {
            return;
        }
        try (Log.Submission written = parts.log().append(entries)) {
            for (int i = 0; i < moving.size(); i++) {
                PackScan.Found found = moving.get(i);
                if (found.frame().kind() == Frame.Kind.BLOB) {
                    parts.index().move(found.frame().key(), place(number, found), written.place(i));
                } else {
                    parts.packs().gone(written.place(i).pack(), Frame.BYTES);
                }
            }
        }
    }

    private void copyByIndex(int number) throws IOException {
        Inspection inspection = new Inspection(parts);
        @Nullable Key last = null;
        do {
            Index.Page page = parts.index().after(last, ROWS_AT_ONCE);
            for (Rows.Row row : page.rows()) {
                if (row.place() instanceof Place.Packed packed && packed.pack() == number) {
                    rescue(row.key(), packed, inspection);
                }
            }
            last = page.next();
        } while (last != null && parts.packs().liveBytes(number) > 0);
    }

    /// Copies a record whose head is damaged; one whose bytes are, counts as missing from now on.
    private void rescue(Key key, Place.Packed packed, Inspection inspection) throws IOException {
        try (Stripes.Held held = stripes.hold(List.of(key))) {
            if (parts.index().get(key).equals(packed) && inspection.isWhole(key, packed)) {
                byte[] body = parts.body(packed, 0, packed.length());
                Frame frame = new Frame(Frame.Kind.BLOB, key, body.length, Frame.crc(body, 0, body.length));
                try (Log.Submission written = parts.log().append(List.of(new Log.Entry(frame, body, 0)))) {
                    parts.index().move(key, packed, written.place(0));
                }
                return;
            }
        }
        publishing.condemn(key, inspection);
    }
}
