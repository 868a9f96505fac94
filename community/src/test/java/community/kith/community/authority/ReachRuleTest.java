package community.kith.community.authority;

import static community.kith.community.Person.ADA;
import static community.kith.community.Person.BEN;
import static community.kith.community.Person.CLEO;
import static community.kith.community.Person.DAN;
import static community.kith.community.Person.EVE;
import static community.kith.community.Person.FAY;
import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Did;
import community.kith.community.Person;
import community.kith.community.identity.Verdict;
import community.kith.community.reach.Availability;
import community.kith.community.reach.Reach;
import community.kith.community.trust.BondKind;
import community.kith.community.trust.TrustGraph;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachRuleTest {
    /// Ada is kin of Ben; from him a chain of friends leads over Cleo and Dan to Eve. Fay knows nobody.
    private final TrustGraph people = new TrustGraph(List.of(
            ADA.bondWith(BEN, BondKind.KIN),
            BEN.bondWith(CLEO, BondKind.FRIEND),
            CLEO.bondWith(DAN, BondKind.NEIGHBOR),
            DAN.bondWith(EVE, BondKind.COLLEAGUE)));

    private final Set<Did> named = Set.of(DAN.did());

    @ParameterizedTest
    @CsvSource({
        "private,      Ada",
        "invited,      Ada Dan",
        "local,        Ada Ben",
        "neighborhood, Ada Ben Cleo",
        "municipal,    Ada Ben Cleo Dan",
        "bioregional,  Ada Ben Cleo Dan Eve",
        "commons,      Ada Ben Cleo Dan Eve Fay",
    })
    void letsTheAudienceReadAndNobodyElse(String reach, String readers) {
        assertThat(everybody()
                        .filter(one -> ReachRule.mayRead(Reach.parse(reach), ADA.did(), named, one.did(), people)
                                .isAllowed())
                        .map(Person::name))
                .containsExactly(readers.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "private,      Ben Cleo Dan",
        "invited,      Ben Cleo Dan",
        "local,        Cleo",
        "neighborhood, Ben Cleo Dan",
        "municipal,    Ben Cleo Dan",
        "bioregional,  Ben Cleo Dan",
        "commons,      Ada Ben Cleo Dan Eve Fay",
    })
    void letsBondedPeopleHoldWhatIsCleos(String reach, String holders) {
        assertThat(everybody()
                        .filter(one -> ReachRule.mayHold(Reach.parse(reach), CLEO.did(), one.did(), people)
                                .isAllowed())
                        .map(Person::name))
                .containsExactly(holders.split(" "));
    }

    @Test
    void holdingAndReadingAreTwoThings() {
        assertThat(ReachRule.mayHold(Reach.PRIVATE, ADA.did(), BEN.did(), people)
                        .isAllowed())
                .isTrue();
        assertThat(ReachRule.mayRead(Reach.PRIVATE, ADA.did(), named, BEN.did(), people)
                        .isAllowed())
                .isFalse();
        assertThat(ReachRule.mayHold(Availability.MINE, ADA.did(), BEN.did(), people))
                .isEqualTo(Verdict.refused("only devices of Ada may keep this"));
        assertThat(ReachRule.mayHold(Availability.MINE, ADA.did(), ADA.did(), people)
                        .isAllowed())
                .isTrue();
    }

    @Test
    void onlyKinHoldWhatIsLocal() {
        assertThat(ReachRule.mayHold(Reach.LOCAL, ADA.did(), BEN.did(), people).isAllowed())
                .isTrue();
        assertThat(ReachRule.mayHold(Reach.LOCAL, BEN.did(), CLEO.did(), people))
                .hasToString("refused: only kin of Ben may keep this");
    }

    @Test
    void refusesInPlainWords() {
        assertThat(read(Reach.PRIVATE)).hasToString("refused: this is for Ada only");
        assertThat(read(Reach.INVITED)).hasToString("refused: this is for people whom Ada has named only");
        assertThat(read(Reach.LOCAL)).hasToString("refused: this is for kin of Ada only");
        assertThat(read(Reach.MUNICIPAL)).hasToString("refused: this is for people within 3 bonds of Ada only");
        assertThat(ReachRule.mayHold(Reach.PRIVATE, ADA.did(), FAY.did(), people))
                .hasToString("refused: only people with a bond to Ada may keep this");
    }

    private Verdict read(Reach reach) {
        return ReachRule.mayRead(reach, ADA.did(), named, FAY.did(), people);
    }

    private static Stream<Person> everybody() {
        return Stream.of(ADA, BEN, CLEO, DAN, EVE, FAY);
    }
}
