package community.kith.interop.netns;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.app.Main;
import community.kith.bench.wire.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Three real nodes as people run them: Rita has a public address, Ada and Ben are behind routers. Nobody configures
/// anything.
@Tag("netns")
@Timeout(300)
class FriendsBehindRoutersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path dir;

    private final Map<String, Told> nodes = new LinkedHashMap<>();
    private Lab lab;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        lab = Lab.open();
        lab.machine("rita", 10);
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        nodes.values().forEach(Told::close);
        lab.close();
    }

    @Test
    void aFriendRelaysUntilTheTwoHaveOpenedTheirRouters() throws IOException, InterruptedException {
        lab.home("ada", 101, Lab.Router.PORT_RESTRICTED);
        lab.home("ben", 102, Lab.Router.PORT_RESTRICTED);

        everybodyBonds();

        assertThat(pathBetween("ada", "ben", "punched")).isEqualTo("punched");
        everybodyHoldsAFileOf("ada");
    }

    @Test
    void aFriendGoesOnRelayingWhereARouterChangesThePortForEverybody() throws IOException, InterruptedException {
        lab.home("ada", 101, Lab.Router.PORT_RESTRICTED);
        lab.home("ben", 102, Lab.Router.SYMMETRIC);

        everybodyBonds();

        assertThat(pathBetween("ada", "ben", "relayed")).isEqualTo("relayed");
        everybodyHoldsAFileOf("ada");
        assertThat(kith("ada", "doctor").toString()).contains("ben is reached through a relay");
    }

    private void everybodyBonds() throws IOException {
        for (String name : List.of("rita", "ada", "ben")) {
            kith(name, "init", "--name", name);
            Files.writeString(
                    home(name).resolve("config.properties"), "\npresence.interval=3s\n", StandardOpenOption.APPEND);
            Told node = start(name, "run", "--no-mdns", "--http", "127.0.0.1:0", "--listen", "/ip4/0.0.0.0/tcp/4001");
            nodes.put(name, node);
            assertThat(node.hear()).startsWith("READY ");
        }
        String ritas = kith("rita", "invite", "--uses", "2").get("ticket").stringValue();
        kith("ada", "accept", ritas);
        kith("ben", "accept", ritas);
        await(
                "ada is told to others through rita",
                () -> kith("ada", "status").toString().contains("p2p-circuit"));
        kith("ben", "accept", kith("ada", "invite").get("ticket").stringValue());
    }

    private void everybodyHoldsAFileOf(String owner) throws IOException {
        byte[] bytes = new byte[2_000_000];
        new Random(1).nextBytes(bytes);
        Path file = dir.resolve("photo");
        Files.write(file, bytes);
        String link = kith(owner, "put", file.toString(), "--reach", "neighborhood")
                .get("link")
                .stringValue();
        Path back = dir.resolve("photo-of-ben");

        kith("ben", "get", link, "-o", back.toString());

        assertThat(back).hasBinaryContent(bytes);
    }

    /// The way from one to another, once it is the wanted one.
    private String pathBetween(String from, String to, String wanted) throws IOException {
        await(to + " is " + wanted, () -> path(from, to).equals(wanted));
        return path(from, to);
    }

    private String path(String from, String to) throws IOException {
        for (JsonNode person : kith(from, "people").get("people")) {
            if (person.get("name").stringValue().equals(to)) {
                return person.at("/path/kind").asString();
            }
        }
        return "none";
    }

    private interface Question {
        boolean ask() throws IOException;
    }

    private static void await(String what, Question question) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!question.ask()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
        }
    }

    private Path home(String name) {
        return dir.resolve(name);
    }

    private JsonNode kith(String who, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        try (Told command = start(who, all.toArray(String[]::new))) {
            String said = command.hearOut();
            return said.isEmpty() ? JSON.createObjectNode() : JSON.readTree(said);
        }
    }

    private Told start(String who, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--home",
                home(who).toString()));
        command.addAll(List.of(arguments));
        return Told.run(lab.command(who, command));
    }
}
