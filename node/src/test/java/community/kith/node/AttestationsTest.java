package community.kith.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.name.Cid;
import community.kith.node.Village.Villager;
import community.kith.node.api.AttestationInfo;
import community.kith.node.api.AttestationInfo.State;
import community.kith.node.api.AttestationInfo.StatusKnown;
import community.kith.node.api.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AttestationsTest {
    private final Village village = new Village(7);
    private Villager ada;
    private Villager ben;

    @BeforeEach
    void settle() throws IOException {
        ada = village.settle("Ada");
        ben = village.settle("Ben");
        village.befriend(List.of(ada, ben));
    }

    @AfterEach
    void leave() throws IOException {
        village.close();
    }

    @Test
    void whatIsSaidIsBroughtToWhomItIsAbout() throws IOException {
        AttestationInfo said = say("repairs bicycles");
        assertThat(said.delivered()).isFalse();

        ada.node().tick();

        assertThat(ada.node().attestations().show(said.id()).delivered()).isTrue();
        AttestationInfo heard = ben.node().attestations().show(said.id());
        assertThat(heard.says()).isEqualTo("repairs bicycles");
        assertThat(heard.issuerName()).isEqualTo("Ada");
        assertThat(heard.state()).isEqualTo(State.VALID);
    }

    @Test
    void whoIsAwayIsBroughtItLaterAndWhatWasTakenBackSinceAsWell() throws IOException {
        village.away(ben);
        village.pass(Duration.ofHours(1), List.of(ben));
        AttestationInfo said = say("repairs bicycles");
        ada.node().attestations().revoke(said.id(), "moved away");
        village.pass(Duration.ofHours(1), List.of(ben));
        assertThat(ben.node().attestations().all()).isEmpty();

        village.back(ben);
        village.pass(Duration.ofHours(2), List.of());

        AttestationInfo heard = ben.node().attestations().show(said.id());
        assertThat(heard.state()).isEqualTo(State.REVOKED);
        assertThat(heard.reason()).contains("moved away");
    }

    @Test
    void whoeverIsShownOneAsksItsIssuer() throws IOException {
        AttestationInfo said = say("repairs bicycles");
        byte[] shown = ada.node().attestations().export(said.id());
        assertThat(ben.node().attestations().verify(shown).statusKnown()).isEqualTo(StatusKnown.ASKED);
        ada.node().attestations().revoke(said.id(), "");

        assertThat(ben.node().attestations().verify(shown).state()).isEqualTo(State.REVOKED);
        assertThatThrownBy(() -> ben.node().attestations().keep(shown)).isInstanceOf(RefusedException.class);
    }

    @Test
    void withoutItsIssuerItSaysThatNobodyWasAsked() throws IOException {
        byte[] shown = ada.node().attestations().export(say("repairs bicycles").id());
        village.away(ada);
        village.pass(Duration.ofHours(1), List.of(ada));

        AttestationInfo found = ben.node().attestations().verify(shown);

        assertThat(found.state()).isEqualTo(State.VALID);
        assertThat(found.statusKnown()).isEqualTo(StatusKnown.HERE);
    }

    @Test
    void oneWithAnotherWordIsFalse() throws IOException {
        String shown = new String(
                ada.node().attestations().export(say("repairs bicycles").id()), StandardCharsets.UTF_8);

        AttestationInfo found = ben.node()
                .attestations()
                .verify(shown.replace("bicycles", "rockets").getBytes(StandardCharsets.UTF_8));

        assertThat(found.state()).isEqualTo(State.FALSE);
    }

    @Test
    void nobodyTakesBackWhatAnotherSaid() throws IOException {
        Cid id = say("repairs bicycles").id();
        ada.node().tick();

        assertThatThrownBy(() -> ben.node().attestations().revoke(id, ""))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("only Ada");
    }

    @Test
    void endsWhenItSays() throws IOException {
        AttestationInfo said = ada.node()
                .attestations()
                .issue(ben.did(), "has our key", Optional.of(village.now().plus(Duration.ofDays(3))));
        village.setClocks(Duration.ofDays(4));

        assertThat(ada.node().attestations().show(said.id()).state()).isEqualTo(State.EXPIRED);
    }

    private AttestationInfo say(String what) throws IOException {
        return ada.node().attestations().issue(ben.did(), what, Optional.empty());
    }
}
