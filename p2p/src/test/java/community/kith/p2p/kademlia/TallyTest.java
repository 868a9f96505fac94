package community.kith.p2p.kademlia;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Multihash;
import community.kith.base.name.PeerId;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final byte[] KEY = "/test/x".getBytes(StandardCharsets.UTF_8);

    private final Tally tally = new Tally(KEY, new Validators(Map.of("test", new Newest())), 4);

    private static PeerId peer(int number) throws ProtocolException {
        return PeerId.fromBytes(Multihash.sha256(new byte[] {(byte) number}).bytes());
    }

    private static Optional<Entry> value(int version) {
        return Optional.of(new Entry(KEY, new byte[] {(byte) version}));
    }

    @Test
    void whoHasLessThanTheBestIsOutdated() throws ProtocolException {
        assertThat(tally.take(peer(1), value(3))).isFalse();
        assertThat(tally.take(peer(2), value(7))).isFalse();
        assertThat(tally.take(peer(3), value(5))).isFalse();
        assertThat(tally.take(peer(4), value(7))).isTrue();

        assertThat(tally.best().orElseThrow().value()).containsExactly(7);
        assertThat(tally.outdated()).containsExactlyInAnyOrder(peer(1), peer(3));
    }

    @Test
    void whatIsInvalidOrUnderAnotherKeyIsNoValue() throws ProtocolException {
        byte[] other = "/test/y".getBytes(StandardCharsets.UTF_8);

        tally.take(peer(1), value(0));
        tally.take(peer(2), Optional.of(new Entry(other, new byte[] {9})));
        tally.take(peer(3), Optional.empty());

        assertThat(tally.best()).isEmpty();
        assertThat(tally.without()).containsExactly(peer(1), peer(2), peer(3));
    }

    @Test
    void ourOwnValueCountsToo() throws ProtocolException {
        tally.own(value(4).orElseThrow());
        tally.take(peer(1), value(2));

        assertThat(tally.best().orElseThrow().value()).containsExactly(4);
        assertThat(tally.outdated()).containsExactly(peer(1));
    }
}
