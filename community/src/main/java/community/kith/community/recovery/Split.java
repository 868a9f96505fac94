package community.kith.community.recovery;

import community.kith.base.crypto.SecretSharing;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A passport's seed cut anew for its guardians: the signed policy, and each guardian's share in the policy's order.
public record Split(RecoveryPolicy policy, List<Share> shares) {
    private static final int BLIND_BYTES = 32;

    public Split {
        shares = List.copyOf(shares);
    }

    /// @param name what the owner is called
    /// @param counter greater than that of every policy before
    public static Split of(
            SigningKey passport,
            String name,
            long counter,
            RecoveryPolicy.Terms terms,
            List<Did> guardians,
            Occasion occasion) {
        Did did = Did.of(passport.verifyingKey());
        List<byte[]> parts = SecretSharing.split(passport.seed(), terms.need(), guardians.size(), occasion.random());
        List<Share> shares = new ArrayList<>();
        List<RecoveryPolicy.Seat> seats = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            byte[] blind = new byte[BLIND_BYTES];
            occasion.random().nextBytes(blind);
            Share share = Share.of(i + 1, parts.get(i), blind);
            shares.add(share);
            seats.add(new RecoveryPolicy.Seat(guardians.get(i), share.commitment(did, counter)));
        }
        return new Split(RecoveryPolicy.issue(passport, name, counter, terms, seats, occasion.now()), shares);
    }

    /// When it is done, and the chance it is done with.
    ///
    /// @param random unpredictable: shares are made of it
    public record Occasion(Instant now, RandomGenerator random) {}
}
