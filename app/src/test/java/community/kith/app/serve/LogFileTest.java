package community.kith.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir
    private Path dir = Path.of("");

    @Test
    void theFileAlwaysHasTheNewestLinesAndAllOfThemAreBounded() throws Exception {
        Path file = dir.resolve("logs/kith.log");
        var log = new LogFile(file, 1_000);

        for (int event = 0; event < 500; event++) {
            log.publish(new LogRecord(Level.INFO, "event " + event));
        }
        log.publish(new LogRecord(Level.INFO, "the last"));
        log.close();

        assertThat(Files.readString(file)).endsWith("the last\n");
        try (var files = Files.list(dir.resolve("logs"))) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("kith.log", "kith.log.1", "kith.log.2", "kith.log.3", "kith.log.4");
        }
        assertThat(Files.size(dir.resolve("logs/kith.log.4"))).isLessThan(1_200);
    }

    @Test
    void aLaterRunAppends() throws Exception {
        Path file = dir.resolve("kith.log");
        for (String run : new String[] {"first", "second"}) {
            var log = new LogFile(file, 1_000);
            log.publish(new LogRecord(Level.INFO, run));
            log.close();
        }

        assertThat(Files.readString(file)).containsSubsequence("first\n", "second\n");
    }

    @Test
    void whatWasThrownFollowsItsLine() {
        var event = new LogRecord(Level.WARNING, "cannot {0}");
        event.setParameters(new Object[] {"fly"});
        event.setLoggerName("bird");
        event.setThrown(new IllegalStateException("no wings"));

        assertThat(new LogLine().format(event))
                .contains(" WARNING bird: cannot fly\n")
                .contains("IllegalStateException: no wings")
                .contains("\tat ");
    }
}
