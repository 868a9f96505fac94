package community.kith.sim.invariant;

import community.kith.sim.world.Traffic.Moved;
import java.util.ArrayList;
import java.util.List;

/// Repair moves no more than it must. What all repairs together bring to disks is at most [#FOR_LOST] times what was
/// lost with dead holders, plus [#FOR_SLEEP] times what was ever handed out: so much do laptops cost that sleep longer
/// than the grace period, until there are copies enough for how people live.
public final class TrafficBounded {
    /// Owner and keeper may each make a lost shard anew.
    public static final double FOR_LOST = 2;

    public static final double FOR_SLEEP = 2;

    private static final String NAME = "traffic bounded";

    private TrafficBounded() {}

    public static List<Violation> violations(Moved moved) {
        List<Violation> found = new ArrayList<>();
        long brought = moved.madeAnew() + moved.spread();
        double most = FOR_LOST * moved.lost() + FOR_SLEEP * (moved.handedOut() + moved.handedOutLate());
        if (brought > most) {
            found.add(new Violation(
                    NAME, "repairs brought " + brought + " bytes to disks, more than " + (long) most + ": " + moved));
        }
        return List.copyOf(found);
    }
}
