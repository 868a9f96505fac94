package community.kith.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectFileTest {
    @TempDir
    private Path folder;

    @Test
    void hasExactlyWhatWasWrittenWhateverTheLength() throws IOException {
        for (int length : new int[] {0, 1, 4095, 4096, 4097, 524_287, 524_288, 524_289, 1_600_001}) {
            byte[] bytes = random(length);
            Path file = folder.resolve("of " + length);

            try (DirectFile direct = create(file)) {
                direct.write(ByteBuffer.wrap(bytes), 0);
                if (length == 4097) {
                    direct.force(); // once, as it takes its time on a busy disk
                }
            }

            assertThat(file).hasBinaryContent(bytes);
        }
    }

    @Test
    void passesTheCacheByWhereTheDiskDoes() throws IOException {
        try (DirectFile direct = create(folder.resolve("some"))) {
            boolean before = direct.isDirect();

            direct.write(ByteBuffer.wrap(random(9_000)), 0);

            assertThat(direct.isDirect()).isEqualTo(before);
        }
    }

    @Test
    void gathersSmallPortions() throws IOException {
        byte[] bytes = random(1_234_567);
        Path file = folder.resolve("gathered");

        try (DirectOutput out = new DirectOutput(create(file), 0)) {
            for (int at = 0; at < bytes.length; at += 50_001) {
                out.write(bytes, at, Math.min(50_001, bytes.length - at));
            }
        }

        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void writesWhereTheFileSystemHasOnlyTheCachedWay() throws IOException {
        Path shared = Path.of("/dev/shm");
        Path place = Files.isWritable(shared) ? Files.createTempDirectory(shared, "kith-direct-") : folder;
        byte[] bytes = random(700_001);

        try {
            try (DirectFile direct = create(place.resolve("file"))) {
                direct.write(ByteBuffer.wrap(bytes), 0);
            }
            assertThat(place.resolve("file")).hasBinaryContent(bytes);
        } finally {
            Files.deleteIfExists(place.resolve("file"));
            Files.deleteIfExists(place);
        }
    }

    @Test
    void refusesAPieceThatBeginsInsideABlock() throws IOException {
        try (DirectFile direct = create(folder.resolve("odd"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> direct.write(ByteBuffer.allocate(10), 17));
        }
    }

    private static DirectFile create(Path file) throws IOException {
        return new DirectFile(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
