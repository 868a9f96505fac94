package community.kith.store.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import community.kith.base.name.Cid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is really full: a small tmpfs, where root may mount one. Elsewhere the capacity tests have to do.
class DiskFullTest {
    private static final int MIB = 1024 * 1024;

    @TempDir
    private Path folder;

    private boolean mounted;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", folder.toString());
        assumeTrue(mounted, "a tmpfs can be mounted here");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            assertThat(run("umount", folder.toString())).isTrue();
        }
    }

    @Test
    void aFullDiskIsNamedAndEverythingBeforeStays() throws IOException {
        try (DiskBlobs blobs = new DiskBlobs(folder)) {
            List<Cid> kept = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                kept.add(blobs.put(bytes(i, 2 * MIB), 0, 2 * MIB));
            }

            assertThatThrownBy(() -> blobs.put(bytes(3, 4 * MIB), 0, 4 * MIB))
                    .isInstanceOf(StorageFullException.class)
                    .hasMessageContaining("no room for 4194304 bytes");

            assertThat(folder.resolve("tmp")).isEmptyDirectory();
            assertThat(blobs.count()).isEqualTo(3);
            assertThat(blobs.usedBytes()).isEqualTo(6L * MIB);
            for (Cid cid : kept) {
                assertThat(blobs.verify(cid)).isTrue();
            }
            assertThat(blobs.freeBytes()).isLessThanOrEqualTo(2L * MIB);
            blobs.put(bytes(4, MIB), 0, MIB);
        }
    }

    @Test
    void aBatchThatDoesNotFitLeavesNothing() throws IOException {
        try (DiskBlobs blobs = new DiskBlobs(folder)) {
            try (BlobBatch batch = blobs.batch()) {
                batch.put(new ByteArrayInputStream(bytes(1, 5 * MIB)), 5 * MIB);
                assertThatThrownBy(() -> batch.put(new ByteArrayInputStream(bytes(2, 5 * MIB)), 5 * MIB))
                        .isInstanceOf(StorageFullException.class);
            }
            assertThat(blobs.count()).isZero();
            assertThat(folder.resolve("tmp")).isEmptyDirectory();
            blobs.put(bytes(3, 5 * MIB), 0, 5 * MIB);
        }
    }

    private static byte[] bytes(long seed, int length) {
        return BlobsContract.bytes(seed, length);
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
