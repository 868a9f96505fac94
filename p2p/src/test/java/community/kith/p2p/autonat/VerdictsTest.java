package community.kith.p2p.autonat;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.autonat.Verdicts.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration VALIDITY = Duration.ofHours(1);
    private static final Multiaddr HOME = address(4001);
    private static final List<PeerId> SERVERS = servers();

    private final Verdicts verdicts = new Verdicts(4, VALIDITY);

    @Test
    void believesInAnAddressOnceMoreThanThreeGotThrough() {
        hear(0, 3, true);
        assertThat(verdicts.verdict(HOME, START)).isEqualTo(Verdict.UNKNOWN);

        hear(3, 4, true);

        assertThat(verdicts.verdict(HOME, START)).isEqualTo(Verdict.REACHABLE);
        assertThat(verdicts.reachable(List.of(address(1), HOME), START)).containsExactly(HOME);
    }

    @Test
    void givesAnAddressUpOnceMoreThanThreeDidNot() {
        hear(0, 4, false);

        assertThat(verdicts.verdict(HOME, START)).isEqualTo(Verdict.UNREACHABLE);
    }

    @Test
    void countsEachServerOnce() {
        for (int i = 0; i < 10; i++) {
            hear(0, 1, true);
        }

        assertThat(verdicts.verdict(HOME, START)).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void followsTheMajorityWhenServersDisagree() {
        hear(0, 4, true);
        hear(4, 8, false);
        assertThat(verdicts.verdict(HOME, START)).isEqualTo(Verdict.UNKNOWN);

        hear(8, 9, false);

        assertThat(verdicts.verdict(HOME, START)).isEqualTo(Verdict.UNREACHABLE);
    }

    @Test
    void asksAgainInTimeAndForgetsWhatIsOld() {
        hear(0, 4, true);

        assertThat(verdicts.wants(HOME, SERVERS.getFirst(), START)).isFalse();
        assertThat(verdicts.wants(HOME, SERVERS.getFirst(), START.plus(VALIDITY.dividedBy(2))))
                .isTrue();
        assertThat(verdicts.verdict(HOME, START.plus(VALIDITY))).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void keepsABoundedNumberOfAddresses() {
        for (int port = 1; port <= 1000; port++) {
            verdicts.hear(address(port), SERVERS.getFirst(), true, START);
        }

        assertThat(verdicts.wants(address(1), SERVERS.getFirst(), START)).isTrue();
        assertThat(verdicts.wants(address(1000), SERVERS.getFirst(), START)).isFalse();
    }

    private void hear(int from, int to, boolean gotThrough) {
        SERVERS.subList(from, to).forEach(server -> verdicts.hear(HOME, server, gotThrough, START));
    }

    private static Multiaddr address(int port) {
        return Multiaddr.of(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), port));
    }

    private static List<PeerId> servers() {
        List<PeerId> servers = new ArrayList<>();
        for (int seed = 0; seed < 9; seed++) {
            servers.add(PeerId.of(SigningKey.generate(new Random(seed)).verifyingKey()));
        }
        return servers;
    }
}
