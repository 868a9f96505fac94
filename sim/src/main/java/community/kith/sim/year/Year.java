package community.kith.sim.year;

import java.util.List;
import java.util.stream.IntStream;

/// Lets a town live for a year. People's files do not touch each other (a pledge is to one person), so they are lived
/// one by one, on all processors, and the sums do not depend on the order.
public final class Year {
    private Year() {}

    public static YearFigures run(YearPlan plan) {
        Town town = new Town(plan);
        List<YearFigures.Sums> each = IntStream.range(0, plan.people())
                .parallel()
                .mapToObj(person -> Custody.run(town, plan, person))
                .toList();
        YearFigures.Sums all = new YearFigures.Sums();
        each.forEach(all::add);
        return all.figures(town.laptopsLost());
    }
}
