package community.kith.sim.scenario;

import community.kith.sim.invariant.Violation;
import community.kith.sim.world.Traffic.Moved;
import java.util.List;
import java.util.Locale;

/// What came of a month.
///
/// @param files that were put
/// @param bytes their sizes together
/// @param acknowledged those whose owners were told that they are durable, at once or later
/// @param acknowledgedAtOnce those whose put returned that
/// @param deaths laptops lost
/// @param looks times that a node looked after things
/// @param reads tried during the month by friends who were awake
/// @param readsThatFailed those that found too few holders awake
/// @param outOfReach files, of as many as reads, that could not have been read at that moment if their owner's laptop
///     had been lost just before
/// @param orphans files that nobody looks after any more
/// @param orphansGone those that the living disks cannot give back, beyond what was promised
/// @param restored files that living owners read back at the end after they had lost their own copy
/// @param trace the hash of all that happened
public record Figures(
        int files,
        long bytes,
        int acknowledged,
        int acknowledgedAtOnce,
        int deaths,
        long looks,
        int reads,
        int readsThatFailed,
        int outOfReach,
        int orphans,
        int orphansGone,
        int restored,
        Moved moved,
        String trace,
        List<Violation> violations) {
    public Figures {
        violations = List.copyOf(violations);
    }

    /// Bytes made anew for each byte lost with a holder.
    public double repairRatio() {
        return moved.lost() == 0 ? 0 : (double) moved.madeAnew() / moved.lost();
    }

    /// Bytes spread to further holders because others slept, for each byte handed out.
    public double spreadRatio() {
        long out = moved.handedOut() + moved.handedOutLate();
        return out == 0 ? 0 : (double) moved.spread() / out;
    }

    /// One figure a line.
    public String lines() {
        return String.format(
                Locale.ROOT,
                """
                files                 %d (%.1f MB), durable at once %d, durable %d
                handed out            %.1f MB, late %.1f MB
                laptops lost          %d, with %.2f MB of others on them
                made anew             %.2f MB (%.2f times what was lost)
                spread by sleep       %.2f MB (%.2f times what was handed out)
                read for looks        %.2f MB in %d looks
                reads by friends      %d, of which %d found too few awake
                out of reach          %d of %d moments, without the owner's laptop
                nobody looks after    %d files; %d of them gone, beyond what was promised
                restored by owners    %d files, from others alone
                violations            %d%s
                trace                 %s
                """,
                files,
                mega(bytes),
                acknowledgedAtOnce,
                acknowledged,
                mega(moved.handedOut()),
                mega(moved.handedOutLate()),
                deaths,
                mega(moved.lost()),
                mega(moved.madeAnew()),
                repairRatio(),
                mega(moved.spread()),
                spreadRatio(),
                mega(moved.readByLooks()),
                looks,
                reads,
                readsThatFailed,
                outOfReach,
                reads,
                orphans,
                orphansGone,
                restored,
                violations.size(),
                violations.stream().limit(20).map(each -> "\n  " + each).reduce("", String::concat),
                trace);
    }

    private static double mega(long bytes) {
        return bytes / 1e6;
    }
}
