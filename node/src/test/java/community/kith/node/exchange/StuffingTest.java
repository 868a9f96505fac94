package community.kith.node.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Cid;
import community.kith.base.name.Multiaddr;
import community.kith.community.layer.Budgets;
import community.kith.community.layer.Layer;
import community.kith.community.reach.Reach;
import community.kith.community.trust.BondKind;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// People who fill a disk as fast and as full as they can, with as many keys and devices as they like, over real
/// sockets.
class StuffingTest {
    private static final int BLOB_BYTES = 500;

    private final List<Household> all = new ArrayList<>();

    @AfterEach
    void close() {
        all.forEach(Household::close);
    }

    @Test
    void devicesOfOnePersonAndPeopleOfOneHouseholdShareOnePace() throws Exception {
        Household ben = household("Ben", "Ben");
        List<Household> crowd =
                List.of(household("Ada", "Ada"), household("Ada's other laptop", "Ada"), household("Eva", "Eva"));
        ben.bond(crowd.get(0), BondKind.FRIEND);
        ben.bond(crowd.get(2), BondKind.FRIEND);
        crowd.forEach(one -> {
            ben.together.add(one.did());
        });
        for (Household one : crowd) {
            ben.pledges.set(one.did(), 1_000_000);
        }
        ben.serving(terms(new Rates(40, 1 << 30, 1000), 0));

        Outcome outcome = stuff(ben, crowd, Reach.PRIVATE, 30);

        assertThat(outcome.stored.get()).isEqualTo(40);
        assertThat(outcome.codes).hasSize(50).allMatch(code -> code == Refusal.Code.BUSY);
        assertThat(ben.holdings.bytes(Layer.RECIPROCAL)).isEqualTo(40 * BLOB_BYTES);
        assertThat(ben.memory.count()).isEqualTo(40);
        assertThat(ben.holdings.recount()).isEmpty();
    }

    @Test
    void crumbsOfAHouseholdAreCountedTogether() throws Exception {
        Household ben = household("Ben", "Ben");
        List<Household> crowd = List.of(household("Ada", "Ada"), household("Eva", "Eva"));
        for (Household one : crowd) {
            ben.bond(one, BondKind.FRIEND);
            ben.together.add(one.did());
            ben.pledges.set(one.did(), 20_000);
        }
        ben.serving(terms(new Rates(1000, 1 << 30, 25), 0));

        Outcome outcome = stuff(ben, crowd, Reach.PRIVATE, 20);

        assertThat(outcome.stored.get()).isEqualTo(25);
        assertThat(outcome.codes).allMatch(code -> code == Refusal.Code.QUOTA);
    }

    @Test
    void aThousandKeysAreWorthNoMoreThanTheOneBondTheyHangOn() throws Exception {
        Household ben = household("Ben", "Ben");
        Household cleo = household("Cleo", "Cleo");
        Household dan = household("Dan", "Dan");
        ben.bond(cleo, BondKind.FRIEND);
        ben.bond(dan, BondKind.FRIEND);
        ben.serving(terms(Rates.DEFAULTS, 8 * 5 * BLOB_BYTES));
        List<Household> strangers = new ArrayList<>();
        List<Household> behindCleo = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            strangers.add(household("stranger " + i, "stranger " + i));
            Household sybil = household("sybil " + i, "sybil " + i);
            sybil.bonds.add(sybil.bondWith(cleo, BondKind.FRIEND));
            behindCleo.add(sybil);
        }
        Household eve = household("Eve", "Eve");
        eve.bonds.add(eve.bondWith(dan, BondKind.FRIEND));

        assertThat(stuff(ben, strangers, Reach.COMMONS, 4).stored.get()).isEqualTo(5);
        assertThat(stuff(ben, behindCleo, Reach.COMMONS, 4).stored.get()).isEqualTo(5);
        assertThat(stuff(ben, List.of(eve), Reach.COMMONS, 9).stored.get()).isEqualTo(5);
        assertThat(ben.holdings.usedBehind(cleo.did().toString())).isEqualTo(5 * BLOB_BYTES);
        assertThat(ben.holdings.usedBehind("")).isEqualTo(5 * BLOB_BYTES);
    }

    @Test
    void guestsOfManyFriendsGetNoMoreTogetherThanTheBudget() throws Exception {
        Household ben = household("Ben", "Ben");
        ben.serving(terms(Rates.DEFAULTS, 8 * 5 * BLOB_BYTES));
        List<Household> crowd = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Household friend = household("friend " + i, "friend " + i);
            ben.bond(friend, BondKind.FRIEND);
            Household guest = household("guest " + i, "guest " + i);
            guest.bonds.add(guest.bondWith(friend, BondKind.FRIEND));
            crowd.add(guest);
        }

        Outcome outcome = stuff(ben, crowd, Reach.COMMONS, 9);

        assertThat(outcome.stored.get()).isEqualTo(40);
        assertThat(outcome.codes).hasSize(50).allMatch(code -> code == Refusal.Code.QUOTA);
        assertThat(ben.holdings.bytes(Layer.GIFT)).isEqualTo(8 * 5 * BLOB_BYTES);
        for (Household guest : crowd) {
            assertThat(ben.holdings.usedBy(guest.did())).isLessThanOrEqualTo(5 * BLOB_BYTES);
        }
        assertThat(ben.holdings.recount()).isEmpty();
    }

    @Test
    void guestsPlaceOnlyWhatIsMeantForTheHolderTooAndOnlyWhereGiftsAreGiven() throws Exception {
        Household ben = household("Ben", "Ben");
        Household ada = household("Ada", "Ada");
        Household cleo = household("Cleo", "Cleo");
        ben.bond(cleo, BondKind.FRIEND);
        ada.bonds.add(ada.bondWith(cleo, BondKind.FRIEND));
        ben.serving(terms(Rates.DEFAULTS, 1_000_000));

        assertThat(ada.put(ben, Household.bytes(1, BLOB_BYTES), Reach.PRIVATE)).isInstanceOf(Placed.Refused.class);
        assertThat(ada.put(ben, Household.bytes(2, BLOB_BYTES), Reach.LOCAL)).isInstanceOf(Placed.Refused.class);
        assertThat(ada.put(ben, Household.bytes(3, BLOB_BYTES), Reach.NEIGHBORHOOD))
                .isInstanceOf(Placed.Stored.class);
        assertThat(ben.holdings.bytes(Layer.GIFT)).isEqualTo(BLOB_BYTES);
        assertThat(ada.client.room(ben.peer()).pledged()).isEqualTo(125_000);

        Household dan = household("Dan", "Dan").serving(terms(Rates.DEFAULTS, 0));
        assertThat(ada.put(dan, Household.bytes(4, BLOB_BYTES), Reach.COMMONS)).isInstanceOf(Placed.Refused.class);
    }

    /// What became of everything that was brought.
    private record Outcome(AtomicInteger stored, List<Refusal.Code> codes) {}

    /// Everybody brings so many blobs, all at once.
    private static Outcome stuff(Household holder, List<Household> crowd, Reach reach, int each) throws Exception {
        Outcome outcome = new Outcome(new AtomicInteger(), new java.util.concurrent.CopyOnWriteArrayList<>());
        AtomicLong number = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (Household one : crowd) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < each; i++) {
                    try {
                        byte[] bytes = new byte[BLOB_BYTES];
                        new SplittableRandom(number.incrementAndGet()).nextBytes(bytes);
                        switch (one.client.put(
                                holder.peer(), Cid.ofRaw(bytes), bytes, 0, bytes.length, one.audience(reach))) {
                            case Placed.Stored yes -> outcome.stored.incrementAndGet();
                            case Placed.Refused no ->
                                outcome.codes.add(no.refusal().code());
                        }
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return outcome;
    }

    private static Terms terms(Rates rates, long giftBytes) {
        return new Terms(
                Denylist.none(),
                Limits.DEFAULTS.withDiskFloor(1000),
                new Budgets(OptionalLong.empty(), OptionalLong.empty(), giftBytes),
                rates);
    }

    private Household household(String name, String passport) throws IOException {
        var options = HostOptions.of(
                Household.key("device of " + name),
                List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")),
                "stuffing-test",
                new SecureRandom());
        Household one = new Household(name, Libp2pHost.start(options), passport);
        all.forEach(other -> {
            one.knows(other);
            other.knows(one);
        });
        all.add(one);
        return one;
    }
}
