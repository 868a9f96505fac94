package community.kith.store.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What the index knew at some moment: everything that packs tell before a position, and perhaps some of what comes
/// after it. Reading packs on from there gives the rest.
///
/// @param position a pack and where in it
/// @param runs the newest first
record Checkpoint(
        long position, long count, long usedBytes, List<Integer> runs, SequencedMap<Integer, Packs.Extent> packs) {
    static final String NAME = "index/checkpoint";
    private static final String FRESH = "index/checkpoint.new";
    private static final long MAGIC = 0x6b69746863686b70L; // kithchkp
    private static final int VERSION = 1;
    private static final int HEAD_BYTES = 48;
    private static final int PACK_BYTES = 28;
    /// As many runs and packs as anybody has; a file that is longer is none of ours.
    private static final int MAX_BYTES = 64 * 1024 * 1024;

    void write(Volume volume) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + 4 * runs.size() + PACK_BYTES * packs.size() + 4);
        out.putLong(MAGIC).putInt(VERSION).putInt(runs.size());
        out.putLong(position)
                .putLong(count)
                .putLong(usedBytes)
                .putInt(packs.size())
                .putInt(0);
        runs.forEach(out::putInt);
        packs.forEach((number, extent) -> out.putInt(number)
                .putLong(extent.endBytes())
                .putLong(extent.liveBytes())
                .putLong(extent.goneBytes()));
        out.putInt(Run.crc(out.slice(0, out.position())));
        try (VolumeFile file = volume.create(FRESH)) {
            file.write(out.flip(), 0);
            file.force();
        }
        volume.rename(FRESH, NAME);
        volume.sync("index");
    }

    /// The last that was written; empty when there is none.
    ///
    /// @throws IndexDamagedException when it is not what was written
    static Optional<Checkpoint> read(Volume volume) throws IOException {
        try (VolumeFile file = volume.read(NAME)) {
            long size = file.size();
            if (size < HEAD_BYTES + 4 || size > MAX_BYTES) {
                throw new IndexDamagedException("a checkpoint of " + size + " bytes");
            }
            ByteBuffer in = ByteBuffer.allocate((int) size);
            file.readFully(in, 0);
            return Optional.of(parse(in.flip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Checkpoint parse(ByteBuffer in) throws IOException {
        int size = in.limit();
        if (in.getInt(size - 4) != Run.crc(in.slice(0, size - 4)) || in.getLong() != MAGIC || in.getInt() != VERSION) {
            throw new IndexDamagedException("a checkpoint that is none");
        }
        int runCount = in.getInt();
        long position = in.getLong();
        long count = in.getLong();
        long usedBytes = in.getLong();
        int packCount = in.getInt();
        in.getInt();
        if (runCount < 0
                || packCount < 0
                || size != HEAD_BYTES + 4L * runCount + (long) PACK_BYTES * packCount + 4
                || Pack.packOf(position) <= 0
                || Pack.offsetOf(position) < Pack.FIRST
                || count < 0
                || usedBytes < 0) {
            throw new IndexDamagedException("a checkpoint that makes no sense");
        }
        List<Integer> runs = new ArrayList<>(runCount);
        for (int i = 0; i < runCount; i++) {
            runs.add(in.getInt());
        }
        SequencedMap<Integer, Packs.Extent> packs = new TreeMap<>();
        for (int i = 0; i < packCount; i++) {
            packs.put(in.getInt(), new Packs.Extent(in.getLong(), in.getLong(), in.getLong()));
        }
        return new Checkpoint(position, count, usedBytes, runs, packs);
    }
}
