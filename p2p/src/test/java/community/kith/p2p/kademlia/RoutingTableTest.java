package community.kith.p2p.kademlia;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.check.Property;
import community.kith.base.name.Multihash;
import community.kith.base.name.PeerId;
import community.kith.p2p.kademlia.RoutingTable.Seen;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoutingTableTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final TableLimits LIMITS = new TableLimits(4, 2, 2, 3, 2);

    private final Random random = new Random(3);
    private final PeerId self = peer(random).peer();
    private final RoutingTable table = new RoutingTable(self, LIMITS);

    private static Contact peer(RandomGenerator random) {
        byte[] digest = new byte[32];
        random.nextBytes(digest);
        try {
            return Contact.of(PeerId.fromBytes(new Multihash(Multihash.SHA2_256, digest).bytes()));
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
    }

    /// One that shares exactly so many bits with the table's owner.
    private Contact at(int bits) {
        Contact peer = peer(random);
        while (peer.key().sharedBits(Key.of(self)) != bits) {
            peer = peer(random);
        }
        return peer;
    }

    private List<Contact> fill(int bits, int count) {
        List<Contact> peers = IntStream.range(0, count).mapToObj(i -> at(bits)).toList();
        for (int i = 0; i < count; i++) {
            table.seen(peers.get(i), "", NOW.plusSeconds(i));
        }
        return peers;
    }

    @Test
    void givesTheNearestAsIfItHadSortedThemAll() {
        Property.forAll(100, chance -> new Random(chance.nextLong()), chance -> {
            RoutingTable big = new RoutingTable(self, TableLimits.DEFAULT);
            for (int i = 0; i < chance.nextInt(300); i++) {
                big.seen(peer(chance), "", NOW);
            }
            Key target = peer(chance).key();
            List<Contact> all = new ArrayList<>(big.all());
            all.sort(Contact.nearest(target));

            assertThat(big.closest(target, 20)).isEqualTo(all.subList(0, Math.min(20, all.size())));
        });
    }

    @Test
    void whoHasBeenThereLongestStaysAndNewcomersWait() {
        List<Contact> first = fill(0, 4);
        Contact late = at(0);

        assertThat(table.seen(late, "", NOW.plusSeconds(60))).isEqualTo(Seen.SPARED);
        assertThat(table.all()).containsExactlyElementsOf(first);
        assertThat(table.size()).isEqualTo(4);
    }

    @Test
    void whoFailsMakesRoomForTheSpareSeenLast() {
        List<Contact> first = fill(0, 4);
        Contact early = at(0);
        Contact late = at(0);
        table.seen(early, "", NOW);
        table.seen(late, "", NOW);

        assertThat(table.failed(first.getFirst().peer())).isTrue();

        assertThat(table.all()).contains(late).doesNotContain(first.getFirst(), early);
        assertThat(table.size()).isEqualTo(4);
    }

    @Test
    void whoFailsWhileNobodyWaitsHasAnotherChance() {
        Contact only = fill(0, 1).getFirst();

        assertThat(table.failed(only.peer())).isFalse();
        assertThat(table.contains(only.peer())).isTrue();
        assertThat(table.failed(only.peer())).isTrue();
        assertThat(table.size()).isZero();
    }

    @Test
    void anAnswerClearsWhatWasHeldAgainstIt() {
        Contact only = fill(0, 1).getFirst();
        table.failed(only.peer());

        assertThat(table.seen(only, "", NOW)).isEqualTo(Seen.REFRESHED);

        assertThat(table.failed(only.peer())).isFalse();
    }

    @Test
    void oneNetworkGetsOnlyItsShareOfABucketAndOfTheTable() {
        assertThat(table.seen(at(0), "203.0", NOW)).isEqualTo(Seen.ADDED);
        assertThat(table.seen(at(0), "203.0", NOW)).isEqualTo(Seen.ADDED);
        assertThat(table.seen(at(0), "203.0", NOW)).isEqualTo(Seen.REFUSED);
        assertThat(table.seen(at(1), "203.0", NOW)).isEqualTo(Seen.ADDED);
        assertThat(table.seen(at(2), "203.0", NOW)).isEqualTo(Seen.REFUSED);
        assertThat(table.seen(at(0), "198.51", NOW)).isEqualTo(Seen.ADDED);
    }

    @Test
    void aPlaceGivenUpCanBeTakenByTheSameNetwork() {
        Contact first = at(0);
        table.seen(first, "203.0", NOW);
        table.seen(at(0), "203.0", NOW);
        table.remove(first.peer());

        assertThat(table.seen(at(0), "203.0", NOW)).isEqualTo(Seen.ADDED);
    }

    @Test
    void doesNotHoldItself() {
        assertThat(table.seen(Contact.of(self), "", NOW)).isEqualTo(Seen.REFUSED);
        assertThat(table.size()).isZero();
    }

    @Test
    void namesTheLongestSilentFirst() {
        List<Contact> peers = fill(0, 3);
        table.seen(peers.getFirst(), "", NOW.plusSeconds(100));

        assertThat(table.silent(NOW.plusSeconds(102), Duration.ofSeconds(100), 8))
                .containsExactly(peers.get(1), peers.get(2));
        assertThat(table.silent(NOW.plusSeconds(102), Duration.ofSeconds(100), 1))
                .containsExactly(peers.get(1));
    }

    @Test
    void asksForARefreshOfBucketsNobodySearched() {
        fill(0, 1);
        fill(3, 1);
        Duration hour = Duration.ofHours(1);
        table.searched(at(1).key(), NOW);

        assertThat(table.unsearched(NOW, hour, 9)).containsExactly(0, 2, 3);
        assertThat(table.unsearched(NOW.plus(hour), hour, 2)).containsExactly(0, 2, 1);
    }

    @Test
    void holdsNoMoreThanItsBucketsHoweverManyCome() {
        for (int i = 0; i < 5_000; i++) {
            table.seen(peer(random), "", NOW);
        }
        assertThat(table.size())
                .isLessThanOrEqualTo(4 * 16)
                .isEqualTo(table.all().size());
    }
}
