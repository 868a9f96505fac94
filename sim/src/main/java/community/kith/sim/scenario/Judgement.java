package community.kith.sim.scenario;

import community.kith.base.name.Cid;
import community.kith.sim.invariant.AccountsExact;
import community.kith.sim.invariant.NothingLost;
import community.kith.sim.invariant.TrafficBounded;
import community.kith.sim.invariant.Violation;
import community.kith.sim.world.Deposit;
import community.kith.sim.world.Resident;
import community.kith.sim.world.Traffic;
import community.kith.sim.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What is found at the end.
///
/// @param orphansGone see [NothingLost#orphansBeyondPromise]
/// @param restored files that their owners got back from others alone
record Judgement(List<Violation> violations, int orphansGone, int restored) {
    /// Judges the disks as they are; then everybody who lives switches on, owners lose their own copies, and read them
    /// back over the network.
    static Judgement of(World world, Life life, Traffic traffic) throws IOException {
        List<Deposit> deposits = life.deposits();
        List<Resident> living = world.living();
        List<Violation> violations = new ArrayList<>();
        var nothingLost = new NothingLost(living);
        violations.addAll(nothingLost.violations(deposits, world.residents()));
        violations.addAll(AccountsExact.violations(living));
        violations.addAll(TrafficBounded.violations(traffic.moved()));
        int restored = restore(world, life, violations);
        return new Judgement(List.copyOf(violations), nothingLost.orphansBeyondPromise(), restored);
    }

    private static int restore(World world, Life life, List<Violation> violations) throws IOException {
        for (Resident resident : world.living()) {
            if (!resident.isAwake()) {
                world.wake(resident);
            }
        }
        List<Deposit> owned = life.deposits().stream()
                .filter(deposit -> deposit.isAcknowledged() && deposit.owner().isAlive())
                .toList();
        for (Resident resident : world.living()) {
            life.look(resident);
        }
        for (Deposit deposit : owned) {
            loseOwnCopy(deposit);
        }
        int restored = 0;
        for (Deposit deposit : owned) {
            if (Files.isReadBy(deposit.owner(), deposit)) {
                restored++;
            } else {
                violations.add(new Violation("restored", deposit + " did not come back to its owner"));
            }
        }
        return restored;
    }

    private static void loseOwnCopy(Deposit deposit) throws IOException {
        var disk = deposit.owner().disk().blobs();
        disk.delete(deposit.link().manifest());
        for (var segment : deposit.manifest().allSegments()) {
            for (Cid shard : segment.stripe().shards()) {
                disk.delete(shard);
            }
        }
    }
}
