package community.kith.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanaryTest {
    private static final String SECRET = "The treasure lies under the old oak, three steps to the north of it.";

    @TempDir
    private Path dir = Path.of("");

    private Path plain() throws Exception {
        Path plain = Files.createDirectories(dir.resolve("plain"));
        Files.writeString(plain.resolve("secret"), SECRET);
        Files.write(plain.resolve("zeros"), new byte[4_096]);
        Files.writeString(plain.resolve("short"), "hi");
        return plain;
    }

    private static byte[] noiseAround(String text, int before) {
        byte[] noise = new byte[3 << 20];
        new Random(7).nextBytes(noise);
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, noise, before, text.length());
        return noise;
    }

    @Test
    void findsPlaintextWhereverItLies() throws Exception {
        Canary canary = Canary.from(plain());
        Path disk = Files.createDirectories(dir.resolve("disk"));
        Files.write(disk.resolve("blob"), noiseAround("", 0));
        assertThat(canary.search(disk)).isEmpty();

        for (int before : new int[] {0, 12_345, (1 << 20) - 30, (2 << 20) - 40, (3 << 20) - SECRET.length()}) {
            Files.write(disk.resolve("blob"), noiseAround(SECRET, before));

            assertThat(canary.search(disk)).as("at byte " + before).hasSize(1);
        }
        assertThat(canary.size()).isEqualTo(1);
        assertThat(canary.searchedBytes()).isEqualTo(6 * (3 << 20));
    }

    @Test
    void doesNotMistakeWhatWasThereBefore() throws Exception {
        Canary canary = Canary.from(plain());
        Path disk = Files.createDirectories(dir.resolve("disk"));
        Files.write(disk.resolve("handbook"), noiseAround(SECRET, 99));

        canary.forgetWhatIsIn(disk);

        assertThat(canary.size()).isZero();
        assertThat(canary.search(disk)).isEmpty();
    }
}
