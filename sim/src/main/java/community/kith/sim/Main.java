package community.kith.sim;

import community.kith.sim.lookup.LookupStudy;
import community.kith.sim.scenario.Figures;
import community.kith.sim.scenario.LaptopMonth;
import community.kith.sim.scenario.Plan;
import community.kith.sim.year.OddsStudy;
import community.kith.sim.year.Year;
import community.kith.sim.year.YearFigures;
import community.kith.sim.year.YearPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs a [LaptopMonth] and prints its figures: `--seed S --nodes N --days D`. The exit code is 1 when anything was
/// violated, 2 when the arguments are not understood. `lookups --seed S --nodes N` runs a [LookupStudy] instead, of
/// networks up to that size, and `year --seed S --nodes N --days D` a [Year].
public final class Main {
    private static final int LARGEST_NETWORK = 100_000;
    private static final List<String> STUDIES = List.of("lookups", "year", "odds");
    private static final List<String> OPTIONS = List.of("--seed", "--nodes", "--days");

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, Long> options = new HashMap<>();
        String study = arguments.length > 0 && STUDIES.contains(arguments[0]) ? arguments[0] : "";
        for (int i = study.isEmpty() ? 0 : 1; i < arguments.length; i += 2) {
            if (!OPTIONS.contains(arguments[i])
                    || i + 1 == arguments.length
                    || !arguments[i + 1].matches("[0-9]{1,9}")) {
                System.err.println(
                        "usage: [lookups|year|odds] --seed S --nodes N --days D, each a number; not " + arguments[i]);
                System.exit(2);
            }
            options.put(arguments[i], Long.parseLong(arguments[i + 1]));
        }
        switch (study) {
            case "lookups" ->
                LookupStudy.report(
                        options.getOrDefault("--seed", 1L),
                        options.getOrDefault("--nodes", (long) LARGEST_NETWORK).intValue(),
                        System.out);
            case "year" -> year(options);
            case "odds" -> OddsStudy.report(options.getOrDefault("--seed", 1L), System.out);
            default -> System.exit(run(options) ? 0 : 1);
        }
    }

    private static void year(Map<String, Long> options) {
        YearPlan plan = YearPlan.of(
                options.getOrDefault("--seed", 1L),
                options.getOrDefault("--nodes", 1000L).intValue(),
                options.getOrDefault("--days", 365L).intValue());
        long began = System.nanoTime();
        YearFigures figures = Year.run(plan);
        System.out.printf(
                "seed %d, %d nodes, %d days, in %.1f s%n%s",
                plan.seed().value(),
                plan.people(),
                plan.days(),
                Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3,
                figures.lines());
    }

    private static boolean run(Map<String, Long> options) throws IOException {
        Plan month = Plan.month(options.getOrDefault("--seed", 1L));
        Plan plan = Plan.of(
                month.seed().value(),
                options.getOrDefault("--nodes", (long) month.residents()).intValue(),
                options.getOrDefault("--days", (long) month.days()).intValue());
        long began = System.nanoTime();
        Figures figures = LaptopMonth.run(plan);
        System.out.printf(
                "seed %d, %d nodes, %d days, in %.1f s%n%s",
                plan.seed().value(),
                plan.residents(),
                plan.days(),
                Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3,
                figures.lines());
        return figures.violations().isEmpty();
    }
}
