package community.kith.community.recovery;

import static community.kith.community.recovery.Guardians.ADA;
import static community.kith.community.recovery.Guardians.DAY;
import static community.kith.community.recovery.Guardians.NOON;
import static community.kith.community.recovery.Guardians.did;
import static community.kith.community.recovery.Guardians.request;
import static community.kith.community.recovery.Guardians.seeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Verdict;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PetitionTest {
    private final RecoveryRequest request = request(1);
    private final Petition arrived = Petition.arrived(request, NOON);

    @Test
    void givesNothingOutBeforeTheWaitIsOver() {
        assertThat(arrived.standing(DAY, NOON)).isEqualTo(new Petition.Standing.Open());
        Petition approved = arrived.approve(DAY, NOON.plusSeconds(60));
        assertThat(approved.standing(DAY, NOON.plusSeconds(61)))
                .isEqualTo(new Petition.Standing.Waiting(NOON.plusSeconds(60).plus(DAY)));
        assertThat(approved.standing(DAY, NOON.plusSeconds(60).plus(DAY))).isEqualTo(new Petition.Standing.Due());
    }

    @Test
    void aSecondApprovalDoesNotBeginTheWaitAnew() {
        Petition approved = arrived.approve(DAY, NOON);
        assertThat(approved.approve(DAY, NOON.plusSeconds(3600))).isEqualTo(approved);
    }

    @Test
    void theOwnersNoEndsItWheneverItComes() {
        Petition ended = arrived.approve(DAY, NOON).end(Petition.End.BY_OWNER);
        assertThat(ended.standing(DAY, NOON.plus(DAY).plus(DAY)))
                .isEqualTo(new Petition.Standing.Ended(Petition.End.BY_OWNER));
        assertThatThrownBy(() -> ended.approve(DAY, NOON)).isInstanceOf(IllegalStateException.class);
        assertThat(ended.end(Petition.End.BY_GUARDIAN)).isEqualTo(ended);
    }

    @Test
    void nothingIsGivenOutAfterSeventyTwoHours() {
        Petition approved = arrived.approve(DAY, NOON.plus(Duration.ofHours(60)));
        assertThat(approved.standing(DAY, NOON.plus(Duration.ofHours(73)))).isEqualTo(new Petition.Standing.Expired());
        assertThatThrownBy(() -> arrived.approve(DAY, NOON.plus(RecoveryRequest.LIFETIME)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void requestsAreBelievedOnlyFromTheirMachineAndInTheirTime() throws ProtocolException {
        assertThat(RecoveryRequest.parse(request.bytes())).isEqualTo(request);
        assertThat(request.verify(NOON).isAllowed()).isTrue();
        assertThat(request.verify(NOON.plus(RecoveryRequest.LIFETIME)).isAllowed())
                .isFalse();
        assertThat(request.verify(NOON.minus(Duration.ofHours(1))).isAllowed()).isFalse();
        RecoveryRequest forged = new RecoveryRequest(
                request.passport(),
                PeerId.of(seeded(0x77).verifyingKey()),
                request.deviceName(),
                request.at(),
                request.nonce(),
                request.signature());
        assertThat(forged.verify(NOON).isAllowed()).isFalse();
        assertThat(Petitions.admit(forged, List.of(), NOON)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void aFloodOfRequestsIsRefused() {
        List<Petition> known = new ArrayList<>();
        int taken = 0;
        for (int i = 0; i < 100; i++) {
            RecoveryRequest next = RecoveryRequest.make(did(ADA), seeded(0x40 + i), "flood", NOON, new Random(i));
            if (Petitions.admit(next, known, NOON).isAllowed()) {
                taken++;
                known.add(Petition.arrived(next, NOON));
            }
        }
        assertThat(taken).isEqualTo(Petitions.MAX_OPEN);
        known.replaceAll(each -> each.end(Petition.End.BY_GUARDIAN));
        assertThat(Petitions.admit(request, known, NOON).isAllowed())
                .as("refusing makes room for the true one")
                .isTrue();
    }

    @Test
    void onlyADeviceOfThePassportRefusesInItsName() throws ProtocolException {
        SigningKey laptop = seeded(0x81);
        Delegation delegation = Delegation.issue(ADA, PeerId.of(laptop.verifyingKey()), "laptop", NOON);
        RecoveryRefusal refusal = RecoveryRefusal.sign(request.id(), delegation, laptop, NOON);
        assertThat(RecoveryRefusal.parse(refusal.bytes())).isEqualTo(refusal);
        assertThat(refusal.verify(request, NOON).isAllowed()).isTrue();
        assertThat(refusal.verify(request(2), NOON).isAllowed()).isFalse();
        Delegation mallorys = Delegation.issue(seeded(0x66), PeerId.of(laptop.verifyingKey()), "laptop", NOON);
        assertThat(RecoveryRefusal.sign(request.id(), mallorys, laptop, NOON)
                        .verify(request, NOON)
                        .isAllowed())
                .isFalse();
        assertThat(RecoveryRefusal.sign(request.id(), delegation, seeded(0x67), NOON)
                        .verify(request, NOON)
                        .isAllowed())
                .isFalse();
    }
}
