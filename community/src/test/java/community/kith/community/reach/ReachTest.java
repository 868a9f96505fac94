package community.kith.community.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReachTest {
    @Test
    void hasSevenWords() {
        assertThat(Arrays.stream(Reach.values()).map(Reach::label))
                .containsExactly("private", "invited", "local", "neighborhood", "municipal", "bioregional", "commons");
        assertThat(Reach.values())
                .allSatisfy(reach -> assertThat(Reach.parse(reach.label())).isEqualTo(reach));
    }

    @Test
    void namesTheWordsThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reach.parse("family"))
                .withMessage("there is no reach called “family”: choose one of private, invited, local, neighborhood,"
                        + " municipal, bioregional, commons");
        assertThat(Reach.labelled("Private")).isEmpty();
    }

    @Test
    void sealsAllButTheCommons() {
        assertThat(Reach.values())
                .allSatisfy(reach -> assertThat(reach.sealed()).isEqualTo(reach != Reach.COMMONS));
    }

    @Test
    void namesTheHoldersThereAre() {
        assertThat(Availability.parse("mine")).isEqualTo(Availability.MINE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Availability.parse("cloud"))
                .withMessageEndingWith("choose one of mine, kin, bonded, anyone");
    }
}
