package community.kith.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the command line says without a node.
class CommandLineTest {
    @TempDir
    private Path here = Path.of("");

    private Console console = new Console(here);

    @BeforeEach
    void sitDown() {
        console = new Console(here);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init",
                "run",
                "status",
                "put",
                "get",
                "ls",
                "info",
                "health",
                "rm",
                "pin",
                "invite",
                "accept",
                "people",
                "may",
                "devices",
                "grant",
                "grants",
                "attest",
                "attestations",
                "pledge",
                "passphrase",
                "verify",
                "doctor",
                "demo"
            })
    void everyCommandExplainsItselfWithAnExampleAndSpeaksJson(String command) {
        Console.Answer answer = console.kith(command, "--help");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out())
                .startsWith("Usage: kith " + command)
                .contains("--json")
                .contains("  kith " + command);
        assertThat(answer.err()).isEmpty();
    }

    @Test
    void aPassphraseLocksTheKeysAndRunDoesNotBeginWithoutIt() throws Exception {
        Files.writeString(here.resolve("words"), "correct horse\nmore\n");
        Files.writeString(here.resolve("wrong"), "correct horses\n");
        Files.writeString(here.resolve("short"), "horse\n");
        console.kith("init", "--name", "Ada");

        assertThat(console.kith("passphrase", "--new-file", "short").exit()).isEqualTo(2);
        assertThat(console.kith("passphrase").exit()).isEqualTo(2);
        Console.Answer locked = console.kith("passphrase", "--new-file", "words", "--json");

        assertThat(locked.exit()).isZero();
        assertThat(locked.json().get("locked").asBoolean()).isTrue();
        assertThat(locked.out() + locked.err()).doesNotContain("horse");
        for (String line : List.of("run", "run --passphrase-file wrong", "passphrase --remove")) {
            Console.Answer refused = console.kith(line.split(" "));
            assertThat(refused.exit()).as(line).isEqualTo(4);
            assertThat(refused.err()).contains("passphrase").doesNotContain("horse");
        }
        assertThat(console.kith("doctor").out()).contains("locked by a passphrase");
        assertThat(console.kith("passphrase", "--remove", "--passphrase-file", "words")
                        .out())
                .contains("not locked");
        assertThat(console.kith("doctor").out()).doesNotContain("locked by a passphrase");
    }

    @Test
    void printsItsVersionFromTheBuild() {
        Console.Answer answer = console.kith("--version");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out()).matches("kith [0-9]+\\.[0-9]+\\.[0-9]+\\S*\n");
    }

    @Test
    void aloneItSaysWhatThereIs() {
        Console.Answer answer = console.kith();

        assertThat(answer.exit()).isZero();
        assertThat(answer.out())
                .contains("Usage: kith", "init", "demo", "Examples:")
                .doesNotContain("rehearse");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fly",
                "put",
                "init",
                "invite --uses many",
                "status --loud",
                "pledge Ben",
                "demo --nodes 3",
                "demo --kill 6",
                "demo --nodes 5 --kill 4"
            })
    void wrongUsageIsTwoAndNamesTheHelp(String line) {
        Console.Answer answer = console.kith(line.split(" "));

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err()).startsWith("kith: ").contains("--help");
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void withoutAHomeItSaysHowToMakeOne() {
        Console.Answer answer = console.kith("status");

        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.err()).contains("no Kith home at " + here.resolve("home"), "kith init --name");
    }

    @Test
    void makesAHomeThatOnlyItsOwnerCanRead() throws Exception {
        Console.Answer answer = console.kith("init", "--name", "Ada", "--json");

        assertThat(answer.exit()).isZero();
        assertThat(answer.json().path("name").asString()).isEqualTo("Ada");
        assertThat(answer.json().path("passport").asString()).startsWith("did:key:z6Mk");
        assertThat(answer.json().path("peerId").asString()).startsWith("12D3KooW");
        Path home = Path.of(answer.json().path("home").asString());
        assertThat(home).isEqualTo(here.resolve("home"));
        for (String secret : List.of("keys/passport.key", "keys/device.key", "api-token")) {
            assertThat(Files.getPosixFilePermissions(home.resolve(secret))).hasSize(2);
            assertThat(answer.out())
                    .doesNotContain(Files.readString(home.resolve(secret))
                            .lines()
                            .skip(1)
                            .findFirst()
                            .orElse("token"));
        }
        assertThat(Files.getPosixFilePermissions(home)).hasSize(3);
    }

    @Test
    void saysTheKeyInTwentyFourWordsOnlyWhenAsked() {
        assertThat(console.kith("init", "--name", "Ada", "--words", "--json").exit())
                .isEqualTo(2);

        Console.Answer answer = console.kith("init", "--name", "Ada", "--words");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out()).containsPattern("(  ([a-z]{3,8} ){5}[a-z]{3,8}\n){4}");
    }

    @Test
    void refusesToOverwriteAPassport() throws Exception {
        console.kith("init", "--name", "Ada");
        byte[] key = Files.readAllBytes(here.resolve("home/keys/passport.key"));

        Console.Answer answer = console.kith("init", "--name", "Eve");

        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.err()).contains("passport already");
        assertThat(here.resolve("home/keys/passport.key")).hasBinaryContent(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "two\nlines", "\u202Eadversary"})
    void aNameIsOneVisibleLine(String name) {
        Console.Answer answer = console.kith("init", "--name", name);

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(here.resolve("home")).doesNotExist();
    }

    @Test
    void withoutANodeItSaysHowToStartOne() {
        console.kith("init", "--name", "Ada");

        Console.Answer answer = console.kith("ls", "--json");

        assertThat(answer.exit()).isEqualTo(5);
        assertThat(answer.err()).contains("not running", "kith run");
        assertThat(answer.json().path("error").path("exit").asInt()).isEqualTo(5);
    }

    @Test
    void theHomeMayBeNamedBeforeOrAfterTheCommand() {
        String elsewhere = here.resolve("elsewhere").toString();

        assertThat(console.kith("--home", elsewhere, "init", "--name", "Ada").exit())
                .isZero();
        assertThat(console.kith("status", "--home", elsewhere).err()).contains("kith --home " + elsewhere + " run");
    }

    @Test
    void doctorLooksWithoutANode() {
        console.kith("init", "--name", "Ada");

        Console.Answer answer = console.kith("doctor", "--json");

        assertThat(answer.exit()).isZero();
        assertThat(answer.json().path("well").asBoolean()).isTrue();
        assertThat(answer.json().path("checks"))
                .extracting(check -> check.path("name").asString())
                .contains("java", "keys", "permissions", "disk", "clock", "ports", "node");
    }

    @Test
    void doctorFailsWhenOthersCanReadAKey() throws Exception {
        console.kith("init", "--name", "Ada");
        Path key = here.resolve("home/keys/passport.key");
        Files.setPosixFilePermissions(key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));

        Console.Answer answer = console.kith("doctor");

        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.out()).contains("FAILED   permissions", "chmod go= " + key);
    }
}
