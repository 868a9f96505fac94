package community.kith.app.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.node.api.Check;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import community.kith.node.api.StorageFullException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real disk that fills up in the middle of a put: a small tmpfs, which takes root to mount.
@Tag("soak")
class FullDiskTest {
    private static final int DISK_MIB = 24;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path homes;

    private Path small;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        small = Files.createDirectory(homes.resolve("small"));
        run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "tmpfs", small.toString());
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        run("umount", small.toString());
    }

    @Test
    void aPutThatFillsTheDiskSaysSoAndLeavesNothing() throws Exception {
        try (RealNode ada = RealNode.settle("Ada", small.resolve("Ada"))) {
            assertThatThrownBy(() -> put(ada, 64 << 20)).isInstanceOf(StorageFullException.class);

            assertThat(ada.api().files()).isEmpty();
            assertThat(bytesOnceItCameToRest(ada)).isZero();
            exact(ada);
            assertThat(put(ada, 1 << 20).sizeBytes()).isEqualTo(1 << 20);
        }
    }

    @Test
    void aHolderWhoseDiskIsFullRefusesAndKeepsItsAccounts() throws Exception {
        try (RealNode ada = RealNode.settle("Ada", homes.resolve("Ada"));
                RealNode ben = RealNode.settle("Ben", small.resolve("Ben"));
                RealNode chloe = RealNode.settle("Chloe", homes.resolve("Chloe"))) {
            String ticket = ada.api().invite("friend", 5, Duration.ofHours(1)).ticket();
            ben.api().accept(ticket);
            chloe.api().accept(ticket);

            assertThatThrownBy(() -> put(ada, 48 << 20)).hasMessageContaining("durable");

            exact(ada);
            exact(ben);
            assertThat(ada.api().files()).hasSize(1);
        }
    }

    /// What a put left that came to nothing is deleted at the next beat.
    private static long bytesOnceItCameToRest(RealNode node) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (node.api().status().ownBytes() > 0 && Instant.now().isBefore(end)) {
            Thread.sleep(100);
        }
        return node.api().status().ownBytes();
    }

    private static FileInfo put(RealNode owner, int sizeBytes) throws IOException {
        byte[] bytes = new byte[sizeBytes];
        new Random(sizeBytes).nextBytes(bytes);
        return owner.api()
                .put(
                        new PutRequest(
                                "large",
                                "private",
                                List.of(),
                                owner.api().people().isEmpty()
                                        ? PutRequest.Holders.ONLY_MY_DEVICES
                                        : PutRequest.Holders.BY_REACH,
                                PutRequest.Wait.FOR_DURABLE),
                        new PutSource.Streamed(new ByteArrayInputStream(bytes)),
                        Progress.NONE);
    }

    private static void exact(RealNode node) {
        assertThat(node.api().doctor())
                .filteredOn(check -> check.name().equals("accounting"))
                .extracting(Check::outcome)
                .containsExactly(Check.Outcome.WELL);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }
}
