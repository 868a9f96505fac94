package community.kith.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.app.files.Trees;
import community.kith.app.soak.RealNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The commands of docs/guide/cli.md against nodes in processes of their own: three friends, and one who is alone.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealNodesTest {
    @TempDir
    private static Path here = Path.of("");

    private Person ada = new Person("Ada");
    private Person ben = new Person("Ben");
    private Person chloe = new Person("Chloe");
    private Person dan = new Person("Dan");

    /// Somebody at a console of their own, whose node runs in another process.
    private static final class Person implements AutoCloseable {
        private final String name;
        private Console console = new Console(here);
        private Optional<RealNode> node = Optional.empty();

        Person(String name) {
            this.name = name;
        }

        void begin() throws IOException, InterruptedException {
            Path desk = Files.createDirectories(here.resolve(name));
            console = new Console(desk);
            node = Optional.of(RealNode.settle(name, desk.resolve("home")));
        }

        Console.Answer kith(String... arguments) {
            return console.kith(arguments);
        }

        Path at(String file) {
            return here.resolve(name).resolve(file);
        }

        RealNode node() {
            return node.orElseThrow();
        }

        @Override
        public void close() {
            node.ifPresent(RealNode::close);
        }
    }

    @BeforeAll
    void becomeFriends() throws Exception {
        for (Person person : new Person[] {ada, ben, chloe, dan}) {
            person.begin();
        }
        String ticket = ada.kith("invite", "--as", "friend", "--uses", "2", "--expires", "1h", "--json")
                .json()
                .path("ticket")
                .asString();
        assertThat(ben.kith("accept", ticket).exit()).isZero();
        assertThat(chloe.kith("accept", ticket).out()).startsWith("Ada and you are now bonded as friend");
        String another = ben.kith("invite").out().strip();
        assertThat(chloe.kith("accept", another).exit()).isZero();
    }

    @AfterAll
    void goHome() {
        for (Person person : new Person[] {ada, ben, chloe, dan}) {
            person.close();
        }
    }

    private static byte[] noise(int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        new Random(sizeBytes).nextBytes(bytes);
        return bytes;
    }

    @Test
    void aFolderComesBackToAFriendWithAllItsBytesNamesAndPermissions() throws Exception {
        Path photos = Files.createDirectories(ada.at("photos/2026"));
        Files.write(photos.resolve("spring.jpg"), noise(300_000));
        Files.writeString(ada.at("photos/run.sh"), "echo hi");
        assertThat(ada.at("photos/run.sh").toFile().setExecutable(true)).isTrue();

        Console.Answer put = ada.kith("put", "photos", "--reach", "neighborhood");

        assertThat(put.exit()).isZero();
        assertThat(put.out()).startsWith("kith:").hasLineCount(1);
        String link = put.out().strip();
        Console.Answer get = ben.kith("get", link, "-o", "from-ada", "--json");
        assertThat(get.exit()).isZero();
        assertThat(get.json().path("bytes").asLong()).isEqualTo(300_007);
        assertThat(Trees.difference(ada.at("photos"), ben.at("from-ada"))).isEmpty();
        assertThat(ben.kith("get", link, "-o", "from-ada").exit()).isEqualTo(1);
        assertThat(ben.kith("get", link, "--path", "run.sh", "-o", "-").out()).isEqualTo("echo hi");
        assertThat(ben.kith("info", link).out()).contains("photos", "2026/spring.jpg", "300 kB");
        assertThat(ben.kith("pin", link, "--json").json().path("mine").asBoolean(true))
                .isFalse();
    }

    @Test
    void whatADeviceWroteIsProvenToAnybodyOfflineAndNothingElseIs() throws Exception {
        Path desk = ada.at("");
        Instant late = Instant.now().plusSeconds(30);
        Console.Answer trace = ada.kith("devices", "trace", "1", "-o", "decision", "--json");
        while ((trace.exit() != 0 || trace.json().at("/keys/witnesses").size() < 2)
                && Instant.now().isBefore(late)) {
            Files.deleteIfExists(desk.resolve("decision.entry"));
            Files.deleteIfExists(desk.resolve("decision.tlog-proof"));
            trace = ada.kith("devices", "trace", "1", "-o", "decision", "--json");
        }
        assertThat(trace.exit()).as(trace.err()).isZero();
        JsonNode keys = trace.json().path("keys");
        assertThat(keys.path("witnesses").size()).isEqualTo(2);
        String[] verify = {
            "verify",
            "decision.entry",
            "--proof",
            "decision.tlog-proof",
            "--log",
            keys.path("log").asString(),
            "--witness",
            keys.at("/witnesses/0").asString(),
            "--witness",
            keys.at("/witnesses/1").asString()
        };

        assertThat(ada.kith(verify).out()).contains("Proven", "device.delegated, number 1");
        assertThat(ada.kith("devices", "trace", "1", "-o", "decision").exit()).isEqualTo(1);
        assertThat(ada.kith("devices", "trace", "100000", "-o", "later").exit()).isEqualTo(3);
        byte[] entry = Files.readAllBytes(desk.resolve("decision.entry"));
        entry[entry.length / 2] ^= 1;
        Files.write(desk.resolve("decision.entry"), entry);
        assertThat(ada.kith(verify).exit()).isEqualTo(4);
    }

    @Test
    void whatIsPutIsDurableAndItsFieldsAreStable() throws Exception {
        Files.write(ada.at("letter.pdf"), noise(200_000));

        Console.Answer put = ada.kith("put", "letter.pdf", "--to", "Ben", "--json");

        assertThat(put.exit()).isZero();
        assertThat(put.json().path("link").asString()).startsWith("kith:");
        assertThat(put.json().path("cid").asString()).startsWith("b");
        assertThat(put.json().path("bytes").asLong()).isEqualTo(200_000);
        assertThat(put.json().path("state").asString()).isEqualTo("durable");
        assertThat(put.json().path("receipts").asInt()).isPositive();
        assertThat(put.json().path("n").asInt())
                .isGreaterThan(put.json().path("k").asInt());
        assertThat(ada.kith("ls").out()).contains("letter.pdf", "200 kB", "invited", "durable");
        assertThat(ada.kith("health", "letter.pdf", "--json")
                        .json()
                        .path("missingShards")
                        .asInt())
                .isZero();
        assertThat(ada.kith("health", "letter.pdf", "--check").out()).contains("HOLDER", "Ben", "Ada (me)");
    }

    @Test
    void standardInputAndRangesOfBytes() {
        String poem = "Roses are red\n".repeat(20);
        Console.Answer put =
                new Console(ada.at("")).typing(poem).kith("put", "-", "--name", "poem.txt", "--reach", "neighborhood");

        assertThat(put.exit()).isZero();
        assertThat(chloe.kith("get", put.out().strip(), "-o", "-").out()).isEqualTo(poem);
        assertThat(chloe.kith("get", put.out().strip(), "--range", "6-8", "-o", "-")
                        .out())
                .isEqualTo("are");
        assertThat(chloe.kith("get", put.out().strip(), "--range", "270-", "-o", "-")
                        .out())
                .isEqualTo(poem.substring(270));
        assertThat(chloe.kith("get", put.out().strip(), "--range", "8-6", "-o", "-")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void whatIsPrivateIsRefusedToFriendsWhoHaveTheLink() {
        String link = new Console(ada.at(""))
                .typing("dear diary")
                .kith("put", "-", "--name", "diary", "--only-my-devices", "--no-wait")
                .out()
                .strip();

        Console.Answer get = ben.kith("get", link, "-o", "-");

        assertThat(get.exit()).isEqualTo(4);
        assertThat(get.out()).isEmpty();
        assertThat(ada.kith("get", link, "-o", "-").out()).isEqualTo("dear diary");
    }

    @Test
    void whatIsRemovedIsNotFoundAnyMore() {
        String link = new Console(ada.at(""))
                .typing("for a while")
                .kith("put", "-", "--name", "note")
                .out()
                .strip();

        assertThat(ada.kith("rm", "note").exit()).isZero();

        assertThat(ada.kith("rm", "note").exit()).isEqualTo(3);
        assertThat(ada.kith("ls", "--json").out()).doesNotContain(link);
    }

    @Test
    void aLinkWithATypoIsToldFromOneThatNamesNothing() {
        String link = new Console(ada.at(""))
                .typing("typo")
                .kith("put", "-", "--name", "typo")
                .out()
                .strip();
        char last = link.charAt(link.length() - 1);
        String wrong = link.substring(0, link.length() - 1) + (last == 'a' ? 'b' : 'a');

        Console.Answer answer = ben.kith("info", wrong);

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err()).containsIgnoringCase("typ");
    }

    @Test
    void peopleAndPledges() {
        assertThat(ada.kith("people").out()).contains("NAME", "Ben", "Chloe", "friend");
        assertThat(ada.kith("pledge", "ben", "3GB").out()).contains("Ben may now use 3.0 GB");
        assertThat(ada.kith("people", "--json").json().path("people").toString())
                .contains("\"pledgedByMe\":3000000000");
        assertThat(ada.kith("pledge", "Zoe", "3GB").exit()).isEqualTo(3);
        assertThat(ada.kith("pledge", "Ben", "much").exit()).isEqualTo(2);
        assertThat(ada.kith("accept", "kith-invite:nonsense").exit()).isEqualTo(2);
    }

    @Test
    void aloneNothingIsDurableButTheLinkIsGiven() {
        Console.Answer put = new Console(dan.at("")).typing("alone").kith("put", "-", "--name", "alone");

        assertThat(put.exit()).isEqualTo(5);
        assertThat(put.out()).startsWith("kith:").hasLineCount(1);
        assertThat(put.err()).contains("more");
        Console.Answer json = new Console(dan.at("")).typing("alone").kith("put", "-", "--json");
        assertThat(json.json().path("error").path("missing").asInt()).isPositive();
        assertThat(json.json().path("error").path("link").asString()).startsWith("kith:");
        Console.Answer accepted = new Console(dan.at("")).typing("alone").kith("put", "-", "--no-wait", "--json");
        assertThat(accepted.exit()).isZero();
        assertThat(accepted.json().path("state").asString()).isEqualTo("accepted");
    }

    @Test
    void statusAndDoctorTellWhatIsThere() {
        assertThat(ada.kith("status").out())
                .contains("Ada, running for", "people", "sovereign")
                .containsPattern("passport +did:key:");
        assertThat(ada.kith("status", "--json").json().path("people").asInt()).isEqualTo(2);
        Console.Answer doctor = ada.kith("doctor");
        assertThat(doctor.exit()).isZero();
        assertThat(doctor.out()).contains("well", "permissions", "accounting", "clock");
    }

    @Test
    void oneHomeHasOneNode() {
        Console.Answer second = dan.kith("run", "--http", "127.0.0.1:0", "--listen", "/ip4/127.0.0.1/tcp/0");

        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.err()).contains("runs on " + dan.at("home"));
    }

    @Test
    void aPortThatWasAskedForAndIsTakenIsNamed() throws Exception {
        var alone = new Console(Files.createDirectories(here.resolve("eve")));
        alone.kith("init", "--name", "Eve");
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String taken = "127.0.0.1:" + other.getLocalPort();

            Console.Answer run = alone.kith("run", "--http", taken, "--listen", "/ip4/127.0.0.1/tcp/0");

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).contains(taken, "--http");
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void aSignalEndsTheNodeCleanly() throws Exception {
        Person fay = new Person("Fay");
        fay.begin();

        assertThat(fay.node().end()).isZero();

        assertThat(fay.at("home/node.json")).doesNotExist();
        assertThat(fay.kith("status").exit()).isEqualTo(5);
        assertThat(Files.readString(fay.at("home/logs/kith.log"), StandardCharsets.UTF_8))
                .isNotEmpty();
    }
}
