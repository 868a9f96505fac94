package community.kith.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Instant now = Instant.EPOCH;

    private Terminal terminal(boolean screen) {
        return new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                screen,
                screen,
                Paint.NONE);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void tablesLineUp() {
        new Table("NAME", ">SIZE").row("Zoë", "1.5 GB").row("a", "7 B").print(terminal(false));

        assertThat(out()).isEqualTo("NAME    SIZE\nZoë   1.5 GB\na        7 B\n");
    }

    @Test
    void namesCannotSteerTheScreen() {
        new Table("NAME").row("\u001b[2Jevil\u202Etxt.exe\nx").print(terminal(false));

        assertThat(out()).isEqualTo("NAME\n\uFFFD[2Jevil\uFFFDtxt.exe\uFFFDx\n");
    }

    @Test
    void progressKeepsQuietForASecond() {
        try (var progress = new ProgressLine(terminal(true), () -> now)) {
            progress.at("sealing", 1, 10);
            now = now.plus(Duration.ofMillis(999));
            progress.at("sealing", 2, 10);
        }

        assertThat(err()).isEmpty();
    }

    @Test
    void progressRewritesOneLineOnAScreenAndClearsIt() {
        try (var progress = new ProgressLine(terminal(true), () -> now)) {
            now = now.plus(Duration.ofSeconds(2));
            progress.at("sealing", 500_000, 1_000_000);
        }

        assertThat(err())
                .startsWith("\rsealing 500 kB of 1.0 MB (50 %) … 2.0 s")
                .endsWith("\r")
                .doesNotContain("\n");
    }

    @Test
    void progressIsALineNowAndThenElsewhere() {
        try (var progress = new ProgressLine(terminal(false), () -> now)) {
            for (int second = 0; second < 8; second++) {
                progress.at("waiting for holders", 0, -1);
                now = now.plus(Duration.ofSeconds(1));
            }
        }

        assertThat(err().lines()).containsExactly("waiting for holders … 1.0 s", "waiting for holders … 6.0 s");
    }
}
