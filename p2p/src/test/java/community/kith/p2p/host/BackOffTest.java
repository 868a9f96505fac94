package community.kith.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Multiaddr;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private final AtomicLong now = new AtomicLong(-5);
    private final BackOff backOff = new BackOff(now::get, new Random(1));
    private final Multiaddr address = Multiaddr.parse("/ip4/203.0.113.1/tcp/4");

    BackOffTest() throws ProtocolException {}

    @Test
    void waitsLongerAfterEachFailureUpToABound() {
        Duration before = Duration.ZERO;
        for (int i = 0; i < 4; i++) {
            backOff.failed(address);
            Duration wait = backOff.wait(List.of(address));
            assertThat(wait).isGreaterThan(before.dividedBy(2));
            before = wait;
        }
        for (int i = 0; i < 100; i++) {
            backOff.failed(address);
        }

        assertThat(backOff.wait(List.of(address))).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
    }

    @Test
    void isDueAgainAfterThePauseAndAtOnceAfterAnAnswer() {
        backOff.failed(address);
        assertThat(backOff.isDue(address)).isFalse();

        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(backOff.isDue(address)).isTrue();

        backOff.failed(address);
        backOff.answered(address);
        assertThat(backOff.isDue(address)).isTrue();
    }

    @Test
    void anotherNetworkIsAnotherChance() {
        backOff.failed(address);

        backOff.forgetAll();

        assertThat(backOff.isDue(address)).isTrue();
    }

    @Test
    void callsFromOneNetworkAreCountedTogetherAndComeBackWithTime() {
        CallRate rate = new CallRate(2, now::get);
        InetAddress one = InetAddress.ofLiteral("2001:db8::1");
        InetAddress sameCustomer = InetAddress.ofLiteral("2001:db8::ffff:1");
        for (int i = 0; i < 4; i++) {
            assertThat(rate.admits(i % 2 == 0 ? one : sameCustomer)).isTrue();
        }
        assertThat(rate.admits(one)).isFalse();
        assertThat(rate.admits(InetAddress.ofLiteral("2001:db9::1"))).isTrue();

        now.addAndGet(Duration.ofMillis(500).toNanos());

        assertThat(rate.admits(sameCustomer)).isTrue();
        assertThat(rate.admits(sameCustomer)).isFalse();
    }
}
