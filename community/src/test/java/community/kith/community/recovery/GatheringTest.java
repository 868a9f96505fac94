package community.kith.community.recovery;

import static community.kith.community.recovery.Guardians.ADA;
import static community.kith.community.recovery.Guardians.MACHINE;
import static community.kith.community.recovery.Guardians.NOON;
import static community.kith.community.recovery.Guardians.did;
import static community.kith.community.recovery.Guardians.given;
import static community.kith.community.recovery.Guardians.request;
import static community.kith.community.recovery.Guardians.seeded;
import static community.kith.community.recovery.Guardians.split;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private final RecoveryRequest request = request(7);

    @Test
    void anyThreeOfFiveGiveThePassportBack() {
        Split split = split(3, 5, 1, 1);
        for (int who = 0; who < 1 << 5; who++) {
            Gathering gathering = new Gathering(request, MACHINE, NOON);
            for (int number = 1; number <= 5; number++) {
                if ((who >> (number - 1) & 1) == 1) {
                    gathering.add(given(split, number, request));
                }
            }
            if (Integer.bitCount(who) >= 3) {
                assertThat(gathering.passport().orElseThrow().key().seed()).isEqualTo(ADA.seed());
            } else {
                assertThat(gathering.passport()).isEmpty();
            }
        }
    }

    /// A malicious guardian: what it gives has the right form and the wrong bytes.
    @Test
    void namesWhoGivesAFalseShareAndDoesWithoutIt() {
        Split split = split(3, 5, 1, 1);
        Split other = split(3, 5, 1, 2);
        Gathering gathering = new Gathering(request, MACHINE, NOON);
        gathering.add(given(split, 1, request));
        gathering.add(given(split, 2, request));
        gathering.add(new Gathering.Given(
                did(seeded(4)),
                split.policy(),
                SealedShare.forMachine(
                        split.policy(), did(seeded(4)), request, other.shares().get(2), new Random(1))));
        assertThat(gathering.passport()).isEmpty();
        assertThat(gathering.faults()).containsOnlyKeys(did(seeded(4)));
        assertThat(gathering.faults().get(did(seeded(4)))).isEqualTo("gave a false share");
        gathering.add(given(split, 5, request));
        assertThat(gathering.passport().orElseThrow().key().seed()).isEqualTo(ADA.seed());
    }

    @Test
    void oneGuardianCannotGiveTheShareOfTwo() {
        Split split = split(3, 5, 1, 1);
        Gathering gathering = new Gathering(request, MACHINE, NOON);
        gathering.add(given(split, 1, request));
        gathering.add(given(split, 1, request));
        gathering.add(new Gathering.Given(
                did(seeded(3)),
                split.policy(),
                SealedShare.forMachine(
                        split.policy(), did(seeded(3)), request, split.shares().getFirst(), new Random(1))));
        assertThat(gathering.progress()).containsExactly(new Gathering.Progress(split.policy(), 1));
        assertThat(gathering.faults()).containsOnlyKeys(did(seeded(3)));
    }

    /// After guardians changed, shares of before and after do not add up, and neither do those that a guardian who
    /// should have deleted them kept.
    @Test
    void sharesOfTwoPoliciesNeverMix() {
        Split before = split(3, 5, 1, 1);
        Split after = split(3, 5, 2, 2);
        Gathering gathering = new Gathering(request, MACHINE, NOON);
        gathering.addAll(List.of(
                given(before, 1, request),
                given(before, 2, request),
                given(after, 3, request),
                given(after, 4, request)));
        assertThat(gathering.passport()).isEmpty();
        assertThat(gathering.faults()).isEmpty();
        gathering.add(given(after, 5, request));
        assertThat(gathering.passport().orElseThrow().policy().counter()).isEqualTo(2);
    }

    @Test
    void whatWasGivenForOneRequestIsOfNoUseForAnother() {
        Split split = split(2, 2, 1, 1);
        RecoveryRequest another = request(8);
        Gathering gathering = new Gathering(another, MACHINE, NOON);
        gathering.addAll(List.of(given(split, 1, request), given(split, 2, request)));
        assertThat(gathering.passport()).isEmpty();
        assertThat(gathering.faults()).hasSize(2);
    }

    @Test
    void aPolicyOfAnotherPassportIsNoPolicy() {
        Split mallorys = Split.of(
                seeded(0x66),
                "Ada",
                9,
                new RecoveryPolicy.Terms(2, Guardians.DAY),
                List.of(did(seeded(2)), did(seeded(3))),
                new Split.Occasion(NOON, new Random(1)));
        Gathering gathering = new Gathering(request, MACHINE, NOON);
        gathering.addAll(List.of(given(mallorys, 1, request), given(mallorys, 2, request)));
        assertThat(gathering.passport()).isEmpty();
        assertThat(gathering.faults()).hasSize(2);
    }
}
