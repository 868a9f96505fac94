package community.kith.community.recovery;

import static community.kith.community.recovery.Guardians.ADA;
import static community.kith.community.recovery.Guardians.did;
import static community.kith.community.recovery.Guardians.seeded;
import static community.kith.community.recovery.Guardians.split;
import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SealedShareTest {
    private final Split split = split(3, 5, 1, 1);
    private final SigningKey ben = seeded(2);
    private final SigningKey chloe = seeded(3);
    private final byte[] bens =
            SealedShare.forGuardian(split.policy(), did(ben), split.shares().getFirst(), new Random(1));

    @Test
    void onlyItsGuardianOpensIt() {
        assertThat(bens).hasSize(SealedShare.BYTES);
        assertThat(SealedShare.openAsGuardian(split.policy(), ben, bens))
                .contains(split.shares().getFirst());
        assertThat(SealedShare.openAsGuardian(split.policy(), chloe, bens)).isEmpty();
        assertThat(SealedShare.openAsOwner(split.policy(), did(ben), ADA, bens)).isEmpty();
    }

    @Test
    void itIsBoundToItsPolicyAndItsGuardian() {
        assertThat(SealedShare.openAsGuardian(split(3, 5, 2, 1).policy(), ben, bens))
                .isEmpty();
        byte[] chloesShareForBen =
                SealedShare.forGuardian(split.policy(), did(ben), split.shares().get(1), new Random(1));
        assertThat(SealedShare.openAsGuardian(split.policy(), ben, chloesShareForBen))
                .isEmpty();
    }

    @Test
    void theAnswerToADrillDependsOnTheNonceAndTheShare() {
        Share share = split.shares().getFirst();
        byte[] nonce = new byte[Share.NONCE_BYTES];
        byte[] answer = share.answer(split.policy(), nonce);
        assertThat(answer).isEqualTo(share.answer(split.policy(), nonce));
        assertThat(split.shares().get(1).answer(split.policy(), nonce)).isNotEqualTo(answer);
        nonce[31] = 1;
        assertThat(share.answer(split.policy(), nonce)).isNotEqualTo(answer);
    }

    @Test
    void theOwnerKeepsNothingThatOpensWithoutThePassport() {
        byte[] kept =
                SealedShare.forOwner(split.policy(), did(ben), split.shares().getFirst(), new Random(1));
        assertThat(SealedShare.openAsOwner(split.policy(), did(ben), ADA, kept))
                .contains(split.shares().getFirst());
        assertThat(SealedShare.openAsOwner(split.policy(), did(ben), ben, kept)).isEmpty();
    }
}
