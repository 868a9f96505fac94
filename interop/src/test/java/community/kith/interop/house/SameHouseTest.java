package community.kith.interop.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import community.kith.bench.wire.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Two people under one roof, whose nodes have other ports after each start, so that what they knew of each other is of
/// no use.
@Tag("netns")
@Timeout(240)
class SameHouseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> NAMES = List.of("ada", "ben");

    @TempDir
    Path dir;

    private final List<Told> nodes = new ArrayList<>();
    private House house;

    @BeforeEach
    void build() throws IOException, InterruptedException {
        Optional<String> missing = House.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        house = new House();
    }

    @AfterEach
    void tearDown() throws IOException {
        nodes.forEach(Told::close);
        if (house != null) {
            house.close();
        }
    }

    private JsonNode kith(int who, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        try (Told command = house.kith(who, home(who), all.toArray(String[]::new))) {
            return new JsonMapper().readTree(command.hearOut());
        }
    }

    private Path home(int who) {
        return dir.resolve(NAMES.get(who));
    }

    private void settle(int who) throws IOException {
        kith(who, "init", "--name", NAMES.get(who));
        Files.writeString(
                home(who).resolve("config.properties"), "\npresence.interval=2s\n", StandardOpenOption.APPEND);
    }

    /// Starts both nodes anew, on ports that were not theirs before.
    private void run(String... options) throws IOException {
        nodes.forEach(Told::close);
        nodes.clear();
        for (int who = 0; who < 2; who++) {
            List<String> arguments =
                    new ArrayList<>(List.of("run", "--http", "127.0.0.1:0", "--listen", "/ip4/0.0.0.0/tcp/0"));
            arguments.addAll(List.of(options));
            Told node = house.kith(who, home(who), arguments.toArray(String[]::new));
            nodes.add(node);
            assertThat(node.hear()).startsWith("READY ");
        }
    }

    private boolean seesTheOther(int who, Duration within) throws IOException {
        long deadline = System.nanoTime() + within.toNanos();
        boolean online = false;
        while (!online && System.nanoTime() < deadline) {
            online = kith(who, "people").get("people").get(0).get("online").booleanValue();
        }
        return online;
    }

    @Test
    void peopleInOneHouseFindEachOtherUnlessTheyWishNotTo() throws IOException {
        settle(0);
        settle(1);
        run("--no-mdns");
        kith(1, "accept", kith(0, "invite").get("ticket").stringValue());

        run("--no-mdns");
        assertThat(seesTheOther(0, Duration.ofSeconds(8))).isFalse();

        run();
        assertThat(seesTheOther(0, PATIENCE)).isTrue();
        assertThat(seesTheOther(1, PATIENCE)).isTrue();
    }
}
