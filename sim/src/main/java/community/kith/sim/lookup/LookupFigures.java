package community.kith.sim.lookup;

import java.util.Locale;

/// What a study measured, as means over its lookups.
///
/// @param hops the chain of referrals to the nearest peer found
/// @param messages questions asked, answered or not
/// @param found the share of lookups that found the live honest node nearest to the key
/// @param recall the share found of the live honest nodes that are the nearest to the key, `k` of them
/// @param millis simulated time
public record LookupFigures(double hops, double messages, double found, double recall, double millis) {

    /// One line of the report.
    public String line(String name, LookupPlan plan) {
        return String.format(
                Locale.ROOT,
                "%7d  %-28s a=%-2d d=%d  hops %.2f (0.22 log2 n = %.2f)  messages %5.1f  found %8.4f %%  of the 20 %7.3f %%  %5.0f ms",
                plan.nodes(),
                name,
                plan.limits().parallel(),
                plan.limits().paths(),
                hops,
                0.22 * Math.log(plan.nodes()) / Math.log(2),
                messages,
                100 * found,
                100 * recall,
                millis);
    }
}
