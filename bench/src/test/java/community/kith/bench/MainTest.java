package community.kith.bench;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.bench.figure.Figure;
import community.kith.bench.figure.Goal;
import community.kith.bench.figure.Peer;
import community.kith.bench.figure.Samples;
import community.kith.bench.side.Bench;
import community.kith.bench.side.Benches;
import community.kith.bench.side.Plan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void listsEveryBenchWithWhatItMeasures() throws InterruptedException {
        int code = run(Benches.all(), "--list");

        assertThat(code).isZero();
        assertThat(text(out).lines().map(line -> line.split(" ", 2)[0]))
                .containsExactly(
                        "stream",
                        "quic",
                        "handshake",
                        "ping",
                        "wan",
                        "put",
                        "get",
                        "killed",
                        "range",
                        "start",
                        "memory",
                        "index",
                        "small",
                        "coding",
                        "log",
                        "trust",
                        "rights");
    }

    @Test
    void printsOneObjectPerFigureWithTheFieldsOfTheContract() throws InterruptedException {
        Peer peer = new Peer.Measured("somebody", new Samples(List.of(40.0, 41.0, 42.0)));
        Samples ours = new Samples(List.of(300.0, 100.0, 123.456));

        run(figures(new Figure("it.up", "MiB/s", ours, peer, Optional.of(new Goal.AtLeast(2.5)))), "fixed", "--json");

        assertThat(text(out))
                .isEqualTo(
                        "{\"figure\":\"it.up\",\"ours\":123.5,\"peer\":41,\"peerName\":\"somebody\",\"unit\":\"MiB/s\","
                                + "\"ratio\":3.011,\"goal\":2.5,\"met\":true,\"runs\":3}\n");
    }

    @Test
    void neverInventsAPeer() throws InterruptedException {
        Figure alone =
                new Figure("it", "s", Samples.of(1), new Peer.Absent("nobody"), Optional.of(new Goal.AtMost(1.3)));

        run(figures(alone), "fixed", "--json");

        JsonNode line = new JsonMapper().readTree(text(out));
        assertThat(line.get("peer").isNull()).isTrue();
        assertThat(line.get("ratio").isNull()).isTrue();
        assertThat(line.get("met").isNull()).isTrue();
        assertThat(line.get("peerName").stringValue()).isEqualTo("nobody");
    }

    @Test
    void tellsWhenAGoalIsMissed() throws InterruptedException {
        Peer peer = new Peer.Measured("somebody", Samples.of(2));

        run(figures(new Figure("it", "s", Samples.of(4), peer, Optional.of(new Goal.AtMost(1.3)))), "fixed");

        assertThat(text(out)).contains("≤ 1.3 missed").contains("somebody");
    }

    @Test
    void explainsItselfOnWrongUsage() throws InterruptedException {
        assertThat(run(Benches.all(), "nonesuch")).isEqualTo(2);
        assertThat(run(Benches.all(), "stream", "--mib", "-1")).isEqualTo(2);
        assertThat(text(err))
                .contains("nonesuch")
                .contains("--mib needs a number")
                .contains("usage:");
    }

    private int run(List<Bench> benches, String... args) throws InterruptedException {
        return new Main(benches, stream(out), stream(err)).run(List.of(args));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<Bench> figures(Figure figure) {
        return List.of(new Fixed(figure));
    }

    /// Measures nothing and reports one figure.
    private record Fixed(Figure figure) implements Bench {
        @Override
        public String name() {
            return "fixed";
        }

        @Override
        public String about() {
            return "nothing";
        }

        @Override
        public void run(Plan plan, Consumer<Figure> report) throws IOException {
            report.accept(figure);
        }
    }
}
