package community.kith.community.recovery;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Ada, her guardians with their keys, and a new machine.
final class Guardians {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    static final SigningKey ADA = seeded(1);
    static final SigningKey MACHINE = seeded(0x91);
    static final Duration DAY = Duration.ofDays(1);

    private Guardians() {}

    static SigningKey seeded(int each) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(seed, (byte) each);
        return SigningKey.fromSeed(seed);
    }

    static Did did(SigningKey key) {
        return Did.of(key.verifyingKey());
    }

    /// Those with the seeds 2, 3, and so on.
    static List<SigningKey> guardians(int count) {
        List<SigningKey> guardians = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            guardians.add(seeded(2 + i));
        }
        return guardians;
    }

    static Split split(int need, int count, long counter, long seed) {
        return Split.of(
                ADA,
                "Ada",
                counter,
                new RecoveryPolicy.Terms(need, DAY),
                guardians(count).stream().map(Guardians::did).toList(),
                new Split.Occasion(NOON, new Random(seed)));
    }

    static RecoveryRequest request(long seed) {
        return RecoveryRequest.make(did(ADA), MACHINE, "new laptop", NOON, new Random(seed));
    }

    /// What the guardian with that number gives, having opened what it keeps.
    static Gathering.Given given(Split split, int number, RecoveryRequest request) {
        SigningKey guardian = seeded(1 + number);
        byte[] kept = SealedShare.forGuardian(
                split.policy(), did(guardian), split.shares().get(number - 1), new Random(number));
        Share share = SealedShare.openAsGuardian(split.policy(), guardian, kept).orElseThrow();
        return new Gathering.Given(
                did(guardian),
                split.policy(),
                SealedShare.forMachine(split.policy(), did(guardian), request, share, new Random(number)));
    }
}
