package community.kith.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.name.Cid;
import community.kith.store.SpecPage;
import community.kith.store.s3.IndexLog.Line;
import community.kith.store.s3.IndexLog.What;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexLogTest {
    private static final Digest BLOB = Digest.of(Cid.ofRaw("held without looking\n".getBytes(StandardCharsets.UTF_8)));

    @TempDir
    private Path folder;

    @Test
    void aLineIsAsTheSpecificationSays() throws IOException {
        var line = new Line(What.THERE, BLOB, 21);
        assertThat(read(written(List.of(line)))).containsExactly(line);
        var hex = HexFormat.of().formatHex(Files.readAllBytes(folder.resolve("index")));
        var spaced = hex.substring(0, 8) + " " + hex.substring(8, 24) + " " + hex.substring(24, 88) + " "
                + hex.substring(88);
        SpecPage.named("s3-store.md").lists(spaced);
    }

    @Test
    void aLineThatIsNotWholeIsCutOffWhereverItEnds() throws IOException {
        var lines = List.of(new Line(What.UNSURE, BLOB, 21), new Line(What.THERE, BLOB, 21));
        for (var kept = 48; kept < 96; kept++) {
            var file = written(lines);
            try (var torn = new RandomAccessFile(file.toFile(), "rw")) {
                torn.setLength(kept);
            }
            assertThat(read(file)).containsExactly(lines.getFirst());
            assertThat(Files.size(file)).isEqualTo(48);
        }
    }

    @Test
    void damageFarFromTheEndIsNotTakenForATornLine() throws IOException {
        var file = written(Collections.nCopies(5000, new Line(What.THERE, BLOB, 21)));
        try (var bad = new RandomAccessFile(file.toFile(), "rw")) {
            bad.seek(100);
            bad.write(77);
        }
        assertThatThrownBy(() -> read(file)).isInstanceOf(IOException.class).hasMessageContaining("damaged at byte 96");
    }

    private Path written(List<Line> lines) throws IOException {
        var file = folder.resolve("index");
        Files.deleteIfExists(file);
        try (var log = IndexLog.open(file, line -> {})) {
            log.force(log.add(lines));
        }
        return file;
    }

    @SuppressWarnings("try") // opened to be read
    private static List<Line> read(Path file) throws IOException {
        var lines = new ArrayList<Line>();
        try (var log = IndexLog.open(file, lines::add)) {
            return lines;
        }
    }
}
