package community.kith.interop.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import community.kith.bench.wire.Told;
import community.kith.bench.wire.TwoHouses;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("netns")
@Timeout(240)
class BadWeatherTest {
    private static final String ANYWHERE = "/ip4/0.0.0.0/tcp/0";
    private static final int MIB = 1 << 20;
    private static final Duration CUT = Duration.ofSeconds(Integer.getInteger("kith.cut.seconds", 60));
    private static final Duration SECONDS = Duration.ofSeconds(15);

    private TwoHouses houses;
    private Told left;
    private String right;

    @BeforeEach
    void build() throws IOException, InterruptedException {
        Optional<String> missing = TwoHouses.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        houses = new TwoHouses();
        right = houses.right(WireHost.class, ANYWHERE).hear();
        left = houses.left(WireHost.class, ANYWHERE);
        left.hear();
    }

    @AfterEach
    void tearDown() throws IOException {
        if (houses != null) {
            houses.close();
        }
    }

    @Test
    void bytesArriveWholeThroughLossDelayAndReordering() throws IOException {
        houses.weather("40 0.01 0.02");

        assertThat(echo(8 * MIB)).isEqualTo("ok");
    }

    @Test
    void aWireThatWasCutForAMinuteServesAgainWithinSeconds() throws IOException, InterruptedException {
        houses.weather("5 0 0");
        assertThat(echo(MIB)).isEqualTo("ok");
        houses.weather("cut");
        TimeUnit.NANOSECONDS.sleep(CUT.toNanos());

        houses.weather("5 0 0");

        assertThat(secondsUntilService()).isLessThan(SECONDS);
    }

    @Test
    void aLaptopThatChangedItsNetworkIsBackWithinSeconds() throws IOException, InterruptedException {
        houses.weather("5 0 0");
        assertThat(echo(MIB)).isEqualTo("ok");

        houses.moveLeft("10.77.1.1");

        assertThat(secondsUntilService()).isLessThan(SECONDS);
    }

    private String echo(int bytes) throws IOException {
        return left.tell("echo " + right + " " + bytes);
    }

    private Duration secondsUntilService() throws IOException {
        long start = System.nanoTime();
        while (!echo(1000).equals("ok")) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SECONDS.multipliedBy(4));
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
