package community.kith.community.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// Tells from receipts how safe a segment is. Durable means: any [Shape#lossesForDurable] failure domains may vanish
/// and it can still be read. Verified means: the same, counting only holders that proved it lately.
///
/// @param proofsLast how long after a proof we still rely on it
public record Durability(Duration proofsLast) {
    public static final Durability DEFAULT = new Durability(Duration.ofDays(30));

    public Durability {
        if (proofsLast.isNegative()) {
            throw new IllegalArgumentException("proofs cannot last " + proofsLast);
        }
    }

    /// Receipts for rows that the shape does not have count for nothing.
    public Standing standing(Shape shape, Collection<Receipt> receipts, Instant now) {
        List<Receipt> fitting = receipts.stream()
                .filter(receipt -> receipt.held().row() < shape.n())
                .toList();
        List<Held> signed = fitting.stream().map(Receipt::held).toList();
        List<Held> proven = fitting.stream()
                .filter(receipt -> isRecent(receipt, now))
                .map(Receipt::held)
                .toList();
        Tier tier = isDurable(shape, proven) ? Tier.VERIFIED : isDurable(shape, signed) ? Tier.DURABLE : Tier.ACCEPTED;
        return new Standing(tier, Survival.of(shape.k(), signed), missingHolders(shape, signed));
    }

    public static boolean isDurable(Shape shape, Collection<Held> held) {
        return Survival.of(shape.k(), held).losses() >= shape.lossesForDurable();
    }

    /// How many more holders it takes, each a failure domain of its own.
    public static int missingHolders(Shape shape, Collection<Held> held) {
        return Spread.of(held).missingHolders(shape);
    }

    private boolean isRecent(Receipt receipt, Instant now) {
        return receipt.proven()
                .filter(proof -> !proof.plus(proofsLast).isBefore(now))
                .isPresent();
    }
}
