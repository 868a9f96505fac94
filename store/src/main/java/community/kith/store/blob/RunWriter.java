package community.kith.store.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Writes a [Run].
final class RunWriter {
    private static final int BUFFER_PAGES = 64;

    /// Whether those that are gone are written too: they hide what older runs say, and there may be none.
    enum Gone {
        KEPT,
        LEFT_OUT
    }

    private final VolumeFile file;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_PAGES * Run.PAGE_BYTES);
    private long[] fence = new long[64];
    private int pages;
    private int inPage;
    private long rows;
    private long at;

    private RunWriter(VolumeFile file) {
        this.file = file;
    }

    /// Returns when the run is on the disk, except for its name.
    static void write(Volume volume, int number, Rows rows, Gone gone) throws IOException {
        try (VolumeFile file = volume.create(Run.name(number))) {
            RunWriter writer = new RunWriter(file);
            for (Rows.Row row = rows.next(); row != null; row = rows.next()) {
                if (gone == Gone.KEPT || row.place().isHere()) {
                    writer.add(row);
                }
            }
            writer.finish();
            file.force();
        }
    }

    private void add(Rows.Row row) throws IOException {
        if (inPage == 0) {
            if (pages == fence.length) {
                fence = Arrays.copyOf(fence, Math.multiplyExact(pages, 2));
            }
            fence[pages++] = row.key().first();
        }
        row.key().write(buffer);
        row.place().write(buffer);
        rows++;
        inPage++;
        if (inPage == Run.PAGE_ROWS) {
            endPage();
        }
    }

    private void endPage() throws IOException {
        int start = buffer.position() - inPage * Run.ROW_BYTES;
        while (buffer.position() < start + Run.PAGE_BYTES - Integer.BYTES) {
            buffer.put((byte) 0);
        }
        buffer.putInt(Run.crc(buffer.slice(start, Run.PAGE_BYTES - Integer.BYTES)));
        inPage = 0;
        if (!buffer.hasRemaining()) {
            flush(buffer);
        }
    }

    private void flush(ByteBuffer full) throws IOException {
        full.flip();
        int count = full.remaining();
        file.write(full, at);
        at += count;
        full.clear();
    }

    private void finish() throws IOException {
        if (inPage > 0) {
            endPage();
        }
        flush(buffer);
        ByteBuffer fenceBytes = ByteBuffer.allocate(Math.multiplyExact(pages, Long.BYTES));
        fenceBytes.asLongBuffer().put(fence, 0, pages);
        ByteBuffer foot = ByteBuffer.allocate(Run.FOOT_BYTES);
        foot.putLong(Run.MAGIC).putInt(Run.VERSION).putInt(pages).putLong(rows);
        foot.putInt(Run.crc(fenceBytes.duplicate())).putLong(0);
        foot.putInt(Run.crc(foot.slice(0, Run.FOOT_BYTES - 4)));
        fenceBytes.position(fenceBytes.limit());
        flush(fenceBytes);
        flush(foot);
    }
}
