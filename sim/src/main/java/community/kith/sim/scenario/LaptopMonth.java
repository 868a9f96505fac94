package community.kith.sim.scenario;

import community.kith.sim.world.Friendships;
import community.kith.sim.world.Traffic;
import community.kith.sim.world.World;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// A month among friends with laptops: people settle, become friends, put files during the first days; laptops are
/// switched on and off, some are lost for ever, and nodes repair what was on them. At the end everything is judged.
public final class LaptopMonth {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    private LaptopMonth() {}

    /// Runs it. The same plan gives the same figures, trace included.
    public static Figures run(Plan plan) throws IOException {
        var traffic = new Traffic();
        try (var world = new World(plan.seed(), plan.settings(), traffic, START)) {
            for (int i = 0; i < plan.residents(); i++) {
                world.settle();
            }
            world.befriend(Friendships.among(plan.residents(), plan.seed().chance("friendships", 0)));
            var life = new Life(plan, world, traffic);
            var files = new Files(plan, world, traffic, life);
            life.begin();
            files.begin();
            for (int day = 1; day <= plan.days(); day++) {
                world.runUntil(START.plus(Duration.ofDays(day)));
                files.acknowledgeLate();
            }
            Judgement judgement = Judgement.of(world, life, traffic);
            return files.figures(judgement, life.trace().end());
        }
    }
}
