package community.kith.bench.coding;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures some ways in turns, many short ones, so that what else the machine does meets all alike; by the time that
/// the
/// thread has had, not by the clock, so that it matters less.
final class Turns {
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final int PASSES_PER_LOOK = 8;
    private static final int ROUNDS = 15;
    private static final int PLATEAU_TURNS = 30;
    private static final int MAX_WARM_TURNS = 400;
    private static final long TURN_NANOS = 60_000_000L;

    private Turns() {}

    /// Gigabytes per second of the thread's time of each way: the median turn.
    static Map<String, Double> measure(List<Way> ways) {
        for (Way way : ways) {
            warm(way);
        }
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Way way : ways) {
                rates.computeIfAbsent(way.name(), first -> new ArrayList<>()).add(rate(way, TURN_NANOS));
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        rates.forEach((name, all) -> medians.put(
                name, all.stream().sorted().skip(ROUNDS / 2).findFirst().orElseThrow()));
        return medians;
    }

    /// Until it gets no faster: ours first has to find out how it can.
    private static void warm(Way way) {
        double best = 0;
        int improved = 0;
        for (int turn = 0; turn < MAX_WARM_TURNS && turn - improved < PLATEAU_TURNS; turn++) {
            double rate = rate(way, TURN_NANOS);
            if (rate > 1.1 * best) {
                best = rate;
                improved = turn;
            }
        }
    }

    private static double rate(Way way, long nanos) {
        long start = CLOCK.getCurrentThreadCpuTime();
        long passes = 0;
        long took = 0;
        while (took < nanos) {
            for (int i = 0; i < PASSES_PER_LOOK; i++) {
                way.pass().run();
            }
            passes += PASSES_PER_LOOK;
            took = CLOCK.getCurrentThreadCpuTime() - start;
        }
        return (double) passes * way.bytes() / took;
    }
}
