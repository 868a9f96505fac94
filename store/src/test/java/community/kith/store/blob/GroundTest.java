package community.kith.store.blob;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Cid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroundTest {
    private static final int PACK_BYTES = 1 << 20;
    private static final int PART = PACK_BYTES / 16;
    private static final String PACK = Pack.name(1);

    private final FaultyVolume volume = new FaultyVolume(new Random(7));
    private final List<Cid> put = new ArrayList<>();

    private DiskBlobs open() throws IOException {
        return new DiskBlobs(
                volume, new DiskOptions(1 << 30, 8192, PACK_BYTES, 1000, 1 << 30, new Random(3)), Tenure.Helper.NONE);
    }

    private void put(DiskBlobs blobs, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            put.add(blobs.put(BlobsContract.bytes(put.size(), 4096), 0, 4096));
        }
    }

    private int records() {
        return Pack.FIRST + put.size() * (int) Frame.span(4096);
    }

    private int sizeOfPack() {
        return volume.sizes().get(PACK);
    }

    private void assertAllThere(DiskBlobs blobs) throws IOException {
        for (Cid cid : put) {
            assertThat(blobs.verify(cid)).isTrue();
        }
    }

    @Test
    void isLaidAheadOfMuchAndNotOfLittle() throws IOException {
        try (DiskBlobs blobs = open()) {
            put(blobs, 1);
            assertThat(sizeOfPack()).isEqualTo(records());

            put(blobs, 3);
            assertThat(sizeOfPack()).isEqualTo(records() + PART);

            put(blobs, 60);
            assertThat(sizeOfPack()).isBetween(records() + PART, records() + 2 * PART);
            assertAllThere(blobs);
        }
    }

    @Test
    void isCutOffWhenThePackIsLeft() throws IOException {
        try (DiskBlobs blobs = open()) {
            put(blobs, 20);
        }

        assertThat(sizeOfPack()).isEqualTo(records());
    }

    @Test
    void isCutOffAfterAPowerCut() throws IOException {
        DiskBlobs blobs = open();
        put(blobs, 20);
        assertThat(sizeOfPack()).isGreaterThan(records());
        volume.cutAfter(0);
        volume.powerOn();

        try (DiskBlobs again = open()) {
            assertThat(sizeOfPack()).isEqualTo(records());
            assertAllThere(again);
            put(again, 20);
            assertAllThere(again);
        }
    }

    @Test
    void doesWithoutWhereTheDiskHasNoRoomForIt() throws IOException {
        try (DiskBlobs blobs = open()) {
            put(blobs, 2);
            volume.usable(32L * PART);
            put(blobs, 20);

            assertThat(sizeOfPack()).isEqualTo(records());
            assertAllThere(blobs);
        }
    }
}
