package community.kith.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Given the vectors of the documentation as files, without any home.
class VerifyCommandTest {
    @TempDir
    private Path here = Path.of("");

    private String log = "";
    private String witness = "";

    @BeforeEach
    void writeFiles() throws IOException {
        Path spec = Path.of("..", "docs", "spec");
        String logs = Files.readString(spec.resolve("log.md"));
        String checkpoints = Files.readString(spec.resolve("checkpoint.md"));
        Files.write(here.resolve("entry"), HexFormat.of().parseHex(cell(logs, "second entry")));
        Files.write(here.resolve("other"), HexFormat.of().parseHex(cell(logs, "first entry")));
        Files.write(here.resolve("fork"), HexFormat.of().parseHex(cell(logs, "fork proof")));
        Matcher proof = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL).matcher(checkpoints);
        assertThat(proof.find()).isTrue();
        Files.writeString(here.resolve("proof"), proof.group(1));
        log = cell(checkpoints, "the log's key");
        witness = cell(checkpoints, "the witness's key");
    }

    private static String cell(String page, String name) {
        Matcher row = Pattern.compile(Pattern.quote("| " + name + " | `") + "([^`]*)`")
                .matcher(page);
        assertThat(row.find()).as(name).isTrue();
        return row.group(1);
    }

    private Console.Answer kith(String... arguments) {
        return new Console(here).kith(arguments);
    }

    @Test
    void explainsWhatIsProven() {
        Console.Answer answer = kith("verify", "entry", "--proof", "proof", "--log", log, "--witness", witness);

        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(answer.out())
                .contains(
                        "Proven",
                        "1, counted from 0, of 2",
                        "2026-11-21T12:00:00Z by witness.kith.community/",
                        "note, number 2");
    }

    @Test
    void speaksJson() {
        Console.Answer answer = kith("verify", "entry", "--proof", "proof", "--log", log, "--json");

        assertThat(answer.json().get("verified").booleanValue()).isTrue();
        assertThat(answer.json().get("size").longValue()).isEqualTo(2);
        assertThat(answer.json().at("/entry/type").stringValue()).isEqualTo("note");
    }

    @Test
    void refusesWhatIsNotProven() throws IOException {
        Console.Answer other = kith("verify", "other", "--proof", "proof", "--log", log);
        assertThat(other.exit()).isEqualTo(4);
        assertThat(other.err()).contains("not number 1 of the 2");

        Console.Answer unsigned =
                kith("verify", "entry", "--proof", "proof", "--log", log, "--witness", witness, "--need", "2");
        assertThat(unsigned.exit()).isEqualTo(2);

        Files.writeString(
                here.resolve("proof"), Files.readString(here.resolve("proof")).replace("index 1", "index 0"));
        assertThat(kith("verify", "entry", "--proof", "proof", "--log", log).exit())
                .isEqualTo(4);

        Files.write(here.resolve("proof"), new byte[200_000]);
        assertThat(kith("verify", "entry", "--proof", "proof", "--log", log).exit())
                .isEqualTo(4);
    }

    @Test
    void namesWhatIsMissingOrMistyped() {
        assertThat(kith("verify", "nowhere", "--proof", "proof", "--log", log).exit())
                .isEqualTo(3);
        assertThat(kith("verify", "entry").exit()).isEqualTo(2);
        String mistyped = log.replaceFirst("community", "comunity");
        assertThat(kith("verify", "entry", "--proof", "proof", "--log", mistyped)
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void tellsAForkFromNone() throws IOException {
        Console.Answer forked = kith("verify", "--fork", "fork");
        assertThat(forked.exit()).isZero();
        assertThat(forked.out()).contains("contradicts itself", "two different entries");

        byte[] bytes = Files.readAllBytes(here.resolve("fork"));
        bytes[100] ^= 1;
        Files.write(here.resolve("fork"), bytes);
        assertThat(kith("verify", "--fork", "fork").exit()).isEqualTo(4);
    }
}
