package community.kith.store.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The head of a pack, written twice in case a sector goes bad; records begin after both.
///
/// @param salt by chance, so that nobody can prepare bytes that look like records of this pack
/// @param previousEnd where the records of the pack before end; what stands behind that was never acknowledged
record Pack(int number, long salt, long previousEnd) {
    /// Where records begin.
    static final int FIRST = 8192;

    private static final int SECOND_COPY = 4096;
    private static final long MAGIC = 0x6b6974687061636bL; // kithpack
    private static final int VERSION = 1;
    private static final int BYTES = 40;

    static String name(int number) {
        return "packs/%010d.pack".formatted(number);
    }

    /// The number of the pack in a file of this name, zero if it is none.
    static int number(String fileName) {
        return fileName.matches("[0-9]{10}\\.pack") && Long.parseLong(fileName.substring(0, 10)) <= Integer.MAX_VALUE
                ? (int) Long.parseLong(fileName.substring(0, 10))
                : 0;
    }

    static long position(int pack, long offset) {
        return ((long) pack << 32) | offset;
    }

    static int packOf(long position) {
        return (int) (position >>> 32);
    }

    static int offsetOf(long position) {
        return (int) position;
    }

    void write(VolumeFile file) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(FIRST);
        head(block.slice(0, BYTES));
        head(block.slice(SECOND_COPY, BYTES));
        file.write(block, 0);
    }

    private void head(ByteBuffer out) {
        out.putLong(MAGIC).putInt(VERSION).putInt(number).putLong(salt).putLong(previousEnd);
        out.putInt(0).putInt(crc(out.slice(0, BYTES - 4)));
    }

    /// Reads the head of pack `number`; empty when neither copy is whole.
    static Optional<Pack> read(VolumeFile file, int number) throws IOException {
        for (int at : new int[] {0, SECOND_COPY}) {
            ByteBuffer in = ByteBuffer.allocate(BYTES);
            if (file.size() < at + BYTES) {
                return Optional.empty();
            }
            file.readFully(in, at);
            if (in.getLong(0) == MAGIC
                    && in.getInt(8) == VERSION
                    && in.getInt(12) == number
                    && in.getInt(BYTES - 4) == crc(in.slice(0, BYTES - 4))) {
                return Optional.of(new Pack(number, in.getLong(16), in.getLong(24)));
            }
        }
        return Optional.empty();
    }

    private static int crc(ByteBuffer head) {
        CRC32C crc = new CRC32C();
        crc.update(head);
        return (int) crc.getValue();
    }
}
