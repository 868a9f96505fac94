package community.kith.store.blob;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A sorted part of the index in a file that never changes: pages of entries, each with its checksum, and what each
/// page begins with, which alone is kept in memory. Since keys are hashes, that leads straight to the right page.
final class Run {
    static final int PAGE_BYTES = 4096;
    static final int ROW_BYTES = Key.BYTES + Place.BYTES;
    static final int PAGE_ROWS = (PAGE_BYTES - Integer.BYTES) / ROW_BYTES;
    static final int FOOT_BYTES = 40;
    static final long MAGIC = 0x6b69746872756e73L; // kithruns
    static final int VERSION = 1;
    private static final int PAGES_AT_ONCE = 16;

    private final VolumeFile file;
    private final int number;
    private final long rows;
    /// The first eight bytes of each page's first key.
    private final long[] fence;

    private Run(VolumeFile file, int number, long rows, long[] fence) {
        this.file = file;
        this.number = number;
        this.rows = rows;
        this.fence = fence;
    }

    static String name(int number) {
        return "index/%010d.run".formatted(number);
    }

    static Run open(Volume volume, int number) throws IOException {
        VolumeFile file;
        try {
            file = volume.read(name(number));
        } catch (NoSuchFileException e) {
            throw new IndexDamagedException(name(number) + " is not there", e);
        }
        boolean opened = false;
        try {
            Run run = read(file, number);
            opened = true;
            return run;
        } catch (EOFException e) {
            throw new IndexDamagedException(name(number) + " is cut short", e);
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    private static Run read(VolumeFile file, int number) throws IOException {
        long size = file.size();
        ByteBuffer foot = ByteBuffer.allocate(FOOT_BYTES);
        if (size < FOOT_BYTES) {
            throw new IndexDamagedException(name(number) + " is cut short");
        }
        file.readFully(foot, size - FOOT_BYTES);
        int pages = foot.getInt(12);
        long rows = foot.getLong(16);
        if (foot.getLong(0) != MAGIC
                || foot.getInt(8) != VERSION
                || foot.getInt(FOOT_BYTES - 4) != crc(foot.slice(0, FOOT_BYTES - 4))
                || pages < 0
                || size != (long) pages * (PAGE_BYTES + Long.BYTES) + FOOT_BYTES
                || rows > (long) pages * PAGE_ROWS
                || rows <= (long) (pages - 1) * PAGE_ROWS) {
            throw new IndexDamagedException(name(number) + " has a foot that makes no sense");
        }
        // The foot agrees with how long the file is, so what is allocated is a 512th of what is there.
        ByteBuffer fenceBytes = ByteBuffer.allocate(Math.multiplyExact(pages, Long.BYTES));
        file.readFully(fenceBytes, (long) pages * PAGE_BYTES);
        fenceBytes.flip();
        if (foot.getInt(24) != crc(fenceBytes.duplicate())) {
            throw new IndexDamagedException(name(number) + " has a damaged fence");
        }
        long[] fence = new long[pages];
        fenceBytes.asLongBuffer().get(fence);
        return new Run(file, number, rows, fence);
    }

    static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    int number() {
        return number;
    }

    long rows() {
        return rows;
    }

    /// Where the blob is, as this run knows; null when it does not know the key.
    @Nullable
    Place get(Key key) throws IOException {
        for (int page = pageOf(key); page >= 0; page--) {
            Place found = find(page(page), rowsOf(page), key);
            if (found != null || fence[page] != key.first()) {
                return found;
            }
        }
        return null;
    }

    /// The last page that may hold it; -1 when all come after it.
    private int pageOf(Key key) {
        int low = 0;
        int high = fence.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(fence[middle], key.first()) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    private int rowsOf(int page) {
        return (int) Math.min(PAGE_ROWS, rows - (long) page * PAGE_ROWS);
    }

    private static @Nullable Place find(ByteBuffer page, int rows, Key key) throws IOException {
        int low = 0;
        int high = rows - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            page.position(middle * ROW_BYTES);
            int order = Key.read(page).compareTo(key);
            if (order == 0) {
                return Place.read(page);
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    private ByteBuffer page(int page) throws IOException {
        ByteBuffer bytes = pages(page, 1);
        check(bytes, 0);
        return bytes;
    }

    private ByteBuffer pages(int page, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count * PAGE_BYTES);
        try {
            file.readFully(bytes, (long) page * PAGE_BYTES);
        } catch (IOException e) {
            throw new IndexDamagedException("cannot read page %d of %s".formatted(page, name(number)), e);
        }
        return bytes.flip();
    }

    private void check(ByteBuffer bytes, int at) throws IOException {
        if (bytes.getInt(at + PAGE_BYTES - 4) != crc(bytes.slice(at, PAGE_BYTES - 4))) {
            throw new IndexDamagedException("a page of %s is damaged".formatted(name(number)));
        }
    }

    /// All from a key on, that one included if it is there; from the beginning without one.
    Rows from(@Nullable Key key) throws IOException {
        int page = key == null ? 0 : Math.max(0, pageOf(key));
        while (key != null && page > 0 && fence[page] == key.first()) {
            page--;
        }
        Reader reader = new Reader(page);
        return () -> {
            Rows.Row row = reader.next();
            while (row != null && key != null && row.key().compareTo(key) < 0) {
                row = reader.next();
            }
            return row;
        };
    }

    private final class Reader implements Rows {
        private ByteBuffer bytes = ByteBuffer.allocate(0);
        private int nextPage;
        private int atPage;
        private long row;

        Reader(int page) {
            nextPage = page;
            row = (long) page * PAGE_ROWS;
        }

        @Override
        public @Nullable Row next() throws IOException {
            if (row >= rows) {
                return null;
            }
            int page = (int) (row / PAGE_ROWS);
            if (page >= nextPage) {
                int count = Math.min(PAGES_AT_ONCE, fence.length - page);
                bytes = pages(page, count);
                for (int i = 0; i < count; i++) {
                    check(bytes, i * PAGE_BYTES);
                }
                atPage = page;
                nextPage = page + count;
            }
            bytes.position((page - atPage) * PAGE_BYTES + (int) (row % PAGE_ROWS) * ROW_BYTES);
            row++;
            return new Row(Key.read(bytes), Place.read(bytes));
        }
    }

    void close() throws IOException {
        file.close();
    }
}
