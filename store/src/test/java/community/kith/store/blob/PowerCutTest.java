package community.kith.store.blob;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Cid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random operations on a [FaultyVolume] whose power is cut at any of its calls. What was acknowledged is there, the
/// rest is there whole or not at all, and the sums are those of what is there.
class PowerCutTest {
    private static final int BLOBS = 60;
    /// Of the long form, 20 lives each; `-Dkith.soak.rounds=N`.
    private static final int ROUNDS = Integer.getInteger("kith.soak.rounds", 50);

    @Test
    void whatWasAcknowledgedOutlivesPowerCuts() throws IOException {
        for (int seed = 0; seed < 60; seed++) {
            new Life(seed).live(12);
        }
    }

    /// Lives that ended badly once.
    @Test
    void whatWasLearnedStays() throws IOException {
        for (int seed : new int[] {1735}) {
            new Life(seed).live(20);
        }
    }

    /// The index follows from packs and files: whatever bit of it flips while the power is away, nothing is lost.
    @Test
    void flippedBitsOfTheIndexCostNothing() throws IOException {
        for (int seed = 5000; seed < 5040; seed++) {
            Life life = new Life(seed);
            life.flips = true;
            life.live(12);
        }
    }

    @Test
    @Tag("soak")
    void whatWasAcknowledgedOutlivesManyPowerCuts() throws IOException {
        for (int seed = 1000; seed < 1000 + 20 * ROUNDS; seed++) {
            new Life(seed).live(20);
        }
    }

    /// What is known of a blob by what the store has said.
    private enum Known {
        HERE,
        GONE,
        /// A change was under way that nobody acknowledged.
        EITHER
    }

    private static final class Life {
        private final int seed;
        private final Random random;
        private final FaultyVolume volume;
        private final List<byte[]> contents = new ArrayList<>();
        private final Map<Cid, byte[]> byName = new HashMap<>();
        private final Map<Cid, Known> known = new HashMap<>();
        private boolean flips;

        Life(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.volume = new FaultyVolume(new Random(seed + 1));
            for (int i = 0; i < BLOBS; i++) {
                byte[] bytes = BlobsContract.bytes(seed * 1000L + i, 1 + random.nextInt(i % 4 == 0 ? 6000 : 1500));
                contents.add(bytes);
                byName.put(Cid.ofRaw(bytes), bytes);
                known.put(Cid.ofRaw(bytes), Known.GONE);
            }
        }

        void live(int days) throws IOException {
            for (int day = 0; day < days; day++) {
                volume.cutAfter(1 + random.nextInt(600));
                try {
                    day();
                } catch (IOException | UncheckedIOException e) {
                    assertThat(volume.isOff()).as("seed %d: %s", seed, e).isTrue();
                }
                volume.powerOn();
                if (flips) {
                    flip();
                }
            }
            try (DiskBlobs blobs = open()) {
                look(blobs, true);
            }
        }

        private void flip() {
            List<Map.Entry<String, Integer>> files = volume.sizes().entrySet().stream()
                    .filter(file -> file.getKey().startsWith("index/") && file.getValue() > 0)
                    .toList();
            if (!files.isEmpty()) {
                Map.Entry<String, Integer> one = files.get(random.nextInt(files.size()));
                volume.flip(one.getKey(), random.nextInt(one.getValue()));
            }
        }

        private DiskBlobs open() throws IOException {
            return new DiskBlobs(
                    volume,
                    new DiskOptions(1 << 30, 3000, 20_000, 1 + seed % 17, 30_000, new Random(seed)),
                    Tenure.Helper.NONE);
        }

        private void day() throws IOException {
            try (DiskBlobs blobs = open()) {
                look(blobs, true);
                for (int i = 0; i < 200; i++) {
                    volume.fail(FaultyVolume.Fault.NONE, 1);
                    if (random.nextInt(8) == 0) {
                        FaultyVolume.Fault[] faults = FaultyVolume.Fault.values();
                        volume.fail(faults[random.nextInt(faults.length)], 1 + random.nextInt(3));
                    }
                    act(blobs);
                }
                volume.fail(FaultyVolume.Fault.NONE, 1);
                look(blobs, false);
            }
        }

        private void act(DiskBlobs blobs) throws IOException {
            byte[] bytes = contents.get(random.nextInt(BLOBS));
            Cid cid = Cid.ofRaw(bytes);
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> put(blobs, cid, bytes);
                case 4, 5 -> delete(blobs, cid);
                case 6 -> batch(blobs);
                case 7 -> tidy(blobs);
                default -> read(blobs, cid, bytes);
            }
        }

        private void put(DiskBlobs blobs, Cid cid, byte[] bytes) throws IOException {
            Known before = known.get(cid);
            known.put(cid, before == Known.HERE ? Known.HERE : Known.EITHER);
            try {
                blobs.put(cid, new ByteArrayInputStream(bytes), bytes.length);
                known.put(cid, Known.HERE);
            } catch (IOException e) {
                requireReason(e);
                assertThat(blobs.has(cid) || before != Known.HERE)
                        .as("seed %d: a put that failed took %s away", seed, cid)
                        .isTrue();
            }
        }

        private void delete(DiskBlobs blobs, Cid cid) throws IOException {
            Known before = known.put(cid, Known.EITHER);
            try {
                boolean was = blobs.delete(cid);
                assertThat(was || before != Known.HERE).as("seed %d", seed).isTrue();
                known.put(cid, Known.GONE);
            } catch (IOException e) {
                requireReason(e);
            }
        }

        private void batch(DiskBlobs blobs) throws IOException {
            Set<Cid> put = new HashSet<>();
            try (BlobBatch batch = blobs.batch()) {
                for (int i = 0; i < 10; i++) {
                    byte[] bytes = contents.get(random.nextInt(BLOBS));
                    put.add(batch.put(new ByteArrayInputStream(bytes), bytes.length));
                }
                if (random.nextInt(4) == 0) {
                    return;
                }
                put.forEach(cid -> known.put(cid, known.get(cid) == Known.HERE ? Known.HERE : Known.EITHER));
                batch.commit();
                put.forEach(cid -> known.put(cid, Known.HERE));
            } catch (IOException e) {
                requireReason(e);
            }
        }

        private void tidy(DiskBlobs blobs) throws IOException {
            try {
                blobs.tidy();
            } catch (IOException e) {
                requireReason(e);
            }
        }

        private void read(DiskBlobs blobs, Cid cid, byte[] bytes) throws IOException {
            Optional<byte[]> read = blobs.read(cid, 10_000);
            read.ifPresent(found -> assertThat(found).isEqualTo(bytes));
            if (known.get(cid) != Known.EITHER) {
                assertThat(read.isPresent()).as("seed %d: %s", seed, cid).isEqualTo(known.get(cid) == Known.HERE);
            }
        }

        private void requireReason(IOException e) throws IOException {
            if (volume.isOff()) {
                throw e;
            }
        }

        /// @param settled whether what is there now is what will be there
        private void look(DiskBlobs blobs, boolean settled) throws IOException {
            long count = 0;
            long used = 0;
            Set<Cid> visited = new HashSet<>();
            blobs.forEach(visited::add);
            for (Map.Entry<Cid, byte[]> each : byName.entrySet()) {
                Cid cid = each.getKey();
                Optional<byte[]> read = blobs.read(cid, 10_000);
                read.ifPresent(found -> assertThat(found).isEqualTo(each.getValue()));
                if (known.get(cid) != Known.EITHER) {
                    assertThat(read.isPresent())
                            .as("seed %d: %s should be %s", seed, cid, known.get(cid))
                            .isEqualTo(known.get(cid) == Known.HERE);
                } else if (settled) {
                    known.put(cid, read.isPresent() ? Known.HERE : Known.GONE);
                }
                count += read.isPresent() ? 1 : 0;
                used += read.map(found -> found.length).orElse(0);
                assertThat(visited.contains(cid)).as("seed %d", seed).isEqualTo(read.isPresent());
            }
            assertThat(blobs.count()).as("seed %d: count", seed).isEqualTo(count);
            assertThat(blobs.usedBytes()).as("seed %d: bytes", seed).isEqualTo(used);
            long files = volume.sizes().keySet().stream()
                    .filter(name -> name.startsWith("blobs/"))
                    .count();
            long filed = blobs.tenure()
                    .with(open -> open.parts().index().after(null, Integer.MAX_VALUE).rows().stream()
                            .filter(row -> row.place() instanceof Place.Filed)
                            .count());
            if (settled) {
                assertThat(files).as("seed %d: files that nobody knows", seed).isEqualTo(filed);
            }
        }
    }
}
