package community.kith.sim.invariant;

import community.kith.sim.world.Deposit;
import community.kith.sim.world.Resident;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// No byte is lost that somebody was told is durable. For each acknowledged file:
///
/// - As long as its owner or a keeper lives, the living disks together give it back, byte for byte.
/// - As long as its owner lives, they do so without the owner's own disk: it is lost tomorrow, perhaps.
/// - When nobody lives who looks after it, nobody repairs it. The promise that stood when its owner died counts: if no
///   more of the supporters named then have died than it said may vanish, the owner among them, the living disks give
///   it back.
public final class NothingLost {
    private static final String NAME = "nothing lost";

    private final Disks disks;
    private int orphansBeyondPromise;

    public NothingLost(List<Resident> living) throws IOException {
        this.disks = new Disks(living);
    }

    public List<Violation> violations(List<Deposit> deposits, List<Resident> everybody) throws IOException {
        List<Violation> found = new ArrayList<>();
        for (Deposit deposit : deposits) {
            if (deposit.isAcknowledged()) {
                judge(deposit, everybody, found);
            }
        }
        return found;
    }

    /// How many files nobody looks after any more and the living disks cannot give back, after more deaths than was
    /// ever promised.
    public int orphansBeyondPromise() {
        return orphansBeyondPromise;
    }

    private void judge(Deposit deposit, List<Resident> everybody, List<Violation> found) throws IOException {
        boolean whole = disks.giveBack(deposit, anybody -> true);
        if (!whole && deposit.isLookedAfter()) {
            found.add(new Violation(NAME, deposit + " is not on the living disks, although somebody looks after it"));
        } else if (!whole && isWithinPromise(deposit, everybody)) {
            found.add(new Violation(NAME, deposit + " is gone, with no more deaths than it was said to survive"));
        } else if (!whole) {
            orphansBeyondPromise++;
        } else if (deposit.owner().isAlive() && !disks.giveBack(deposit, other -> !other.equals(deposit.owner()))) {
            found.add(new Violation(NAME, deposit + " is whole on its owner's disk alone"));
        }
    }

    private static boolean isWithinPromise(Deposit deposit, List<Resident> everybody) {
        return deposit.lastPromise()
                .filter(promise -> everybody.stream()
                                .filter(one ->
                                        !one.isAlive() && promise.supporters().contains(one.peer()))
                                .count()
                        <= promise.losses())
                .isPresent();
    }
}
