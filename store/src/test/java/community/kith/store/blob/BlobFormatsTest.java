package community.kith.store.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The bytes of packs, runs and checkpoints: as docs/spec/blob-store.md has them, and as no disk should.
class BlobFormatsTest {
    private static final byte[] BLOB = "held without looking\n".getBytes(StandardCharsets.US_ASCII);
    private static final Key KEY = Key.of(community.kith.base.crypto.Sha256.of(BLOB));
    private static final long SALT = 0x0123456789abcdefL;

    private final FaultyVolume volume = new FaultyVolume(new Random(1));

    private byte[] bytes(String name) throws IOException {
        try (VolumeFile file = volume.read(name)) {
            ByteBuffer all = ByteBuffer.allocate((int) file.size());
            file.readFully(all, 0);
            return all.array();
        }
    }

    private static String hex(byte[] bytes, int from, int to) {
        return HexFormat.of().formatHex(bytes, from, to);
    }

    private void write(String name, byte[] bytes) throws IOException {
        try (VolumeFile file = volume.create(name)) {
            file.write(ByteBuffer.wrap(bytes), 0);
        }
    }

    private void packOfTwo() throws IOException {
        try (VolumeFile file = volume.create(Pack.name(1))) {
            new Pack(1, SALT, 0).write(file);
            ByteBuffer out = ByteBuffer.allocate((int) Frame.span(BLOB.length) + Frame.BYTES);
            new Frame(Frame.Kind.BLOB, KEY, BLOB.length, Frame.crc(BLOB, 0, BLOB.length))
                    .write(out, SALT, Pack.position(1, Pack.FIRST));
            out.put(BLOB).position((int) Frame.span(BLOB.length));
            new Frame(Frame.Kind.GONE, KEY, 0, 0)
                    .write(out, SALT, Pack.position(1, Pack.FIRST + Frame.span(BLOB.length)));
            file.write(out.flip(), Pack.FIRST);
        }
    }

    private void runOfTwo() throws IOException {
        var rows = new TreeMap<Key, Place>();
        rows.put(KEY, new Place.Packed(1, Pack.FIRST, BLOB.length));
        rows.put(new Key(-1, -1, -1, -1), new Place.Filed(1 << 20));
        RunWriter.write(volume, 0, Rows.of(rows), RunWriter.Gone.LEFT_OUT);
    }

    private void checkpoint() throws IOException {
        var packs = new TreeMap<Integer, Packs.Extent>();
        packs.put(1, new Packs.Extent(8328, 80, 56));
        new Checkpoint(Pack.position(1, 8328), 2, (1 << 20) + 21, List.of(0), packs).write(volume);
    }

    @Test
    void theBytesAreThoseOfTheSpecification() throws IOException {
        packOfTwo();
        runOfTwo();
        checkpoint();
        byte[] pack = bytes(Pack.name(1));
        byte[] run = bytes(Run.name(0));
        byte[] checkpoint = bytes(Checkpoint.NAME);
        String all = "pack 0 " + hex(pack, 0, 40) + "\npack 4096 " + hex(pack, 4096, 4136) + "\npack 8192 "
                + hex(pack, 8192, pack.length) + "\nrun 0 " + hex(run, 0, 88) + "\nrun 4092 "
                + hex(run, 4092, run.length) + "\ncheckpoint " + hex(checkpoint, 0, checkpoint.length) + "\n";
        assertThat(Files.readString(Path.of("../docs/spec/blob-store.md"))).contains("```\n" + all + "```\n");
    }

    @Test
    void damagedFilesAreNeverMoreThanDamaged() throws IOException {
        damage(new Random(7), 1_000);
    }

    @Test
    @Tag("fuzz")
    void damagedFilesAreNeverMoreThanDamagedForLong() throws IOException {
        damage(new Random(8), 100_000);
    }

    private void damage(Random random, int times) throws IOException {
        packOfTwo();
        runOfTwo();
        checkpoint();
        byte[] pack = bytes(Pack.name(1));
        byte[] run = bytes(Run.name(0));
        byte[] checkpoint = bytes(Checkpoint.NAME);
        for (int i = 0; i < times; i++) {
            write(Pack.name(1), damaged(pack, random));
            readPack();
            write(Run.name(0), damaged(run, random));
            readOrRefuse(this::readRun);
            byte[] worse = damaged(checkpoint, random);
            if (random.nextBoolean() && worse.length > 4) { // as one who computes checksums would write it
                ByteBuffer at = ByteBuffer.wrap(worse);
                at.putInt(worse.length - 4, Run.crc(at.slice(0, worse.length - 4)));
            }
            write(Checkpoint.NAME, worse);
            readOrRefuse(() -> Checkpoint.read(volume));
            volume.sync("packs");
            volume.sync("index");
            ScrubNotes.parse(new String(worse, StandardCharsets.ISO_8859_1));
        }
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] worse =
                random.nextInt(4) == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
        for (int i = random.nextInt(4); i >= 0 && worse.length > 0; i--) {
            int at = random.nextBoolean()
                    ? random.nextInt(worse.length)
                    : worse.length - 1 - random.nextInt(Math.min(200, worse.length));
            worse[at] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : worse[at] ^ 1 << random.nextInt(8));
        }
        return worse;
    }

    private interface Reading {
        void run() throws IOException;
    }

    private static void readOrRefuse(Reading reading) throws IOException {
        try {
            reading.run();
        } catch (IndexDamagedException e) {
            assertThat(e).hasMessageContaining(" ");
        }
    }

    private void readRun() throws IOException {
        Run run = Run.open(volume, 0);
        Rows rows = run.from(null);
        List<Key> keys = new ArrayList<>();
        for (Rows.Row row = rows.next(); row != null; row = rows.next()) {
            keys.add(row.key());
        }
        assertThat(keys).hasSize(2);
        assertThat(run.get(KEY)).isEqualTo(new Place.Packed(1, Pack.FIRST, BLOB.length));
        run.close();
    }

    /// What it finds is what was written; a record may be missing, but none is made up.
    private void readPack() throws IOException {
        try (VolumeFile file = volume.read(Pack.name(1))) {
            Optional<Pack> head = Pack.read(file, 1);
            if (head.isEmpty()) {
                return;
            }
            assertThat(head.get()).isEqualTo(new Pack(1, SALT, 0));
            PackScan scan = new PackScan(file, head.get(), Pack.FIRST, Long.MAX_VALUE);
            for (Optional<PackScan.Found> found = scan.next(); found.isPresent(); found = scan.next()) {
                assertThat(found.get().frame().key()).isEqualTo(KEY);
                if (found.get().isWhole() && found.get().frame().kind() == Frame.Kind.BLOB) {
                    assertThat(found.get().body()).isEqualTo(BLOB);
                }
            }
        }
    }
}
