package community.kith.sim.lookup;

import community.kith.p2p.kademlia.Contact;
import community.kith.p2p.kademlia.KademliaOptions;
import community.kith.p2p.kademlia.Key;
import community.kith.p2p.kademlia.LookupLimits;
import community.kith.sim.world.Seed;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Makes the lookups of a [LookupPlan] and says how they went; the same seed gives the same figures.
public final class LookupStudy {
    /// Growing takes a hundred lookups per node.
    private static final int MOST_GROWN = 10_000;

    private static final int LOOKUPS = 5_000;
    private static final double A_THIRD_OF_LAPTOPS = 0.3;
    private static final double ONE_IN_TEN = 0.1;

    private LookupStudy() {}

    public static LookupFigures run(long seed, LookupPlan plan) {
        Seed source = new Seed(seed);
        Network network = new Network(source, plan);
        Population honest = new Population(network.honest());
        RandomGenerator chance = source.chance("lookups", plan.founders());
        Tally tally = new Tally();
        for (int i = 0; i < plan.lookups(); i++) {
            Contact asker = network.honest().get(chance.nextInt(network.honest().size()));
            Key target = Population.newcomer(chance).key();
            List<Contact> truth = honest.nearest(target, plan.limits().closest() + 1).stream()
                    .filter(contact -> !contact.equals(asker))
                    .limit(plan.limits().closest())
                    .toList();
            tally.add(new Search(network, asker, target, plan.limits(), chance).run(), truth);
        }
        return tally.figures();
    }

    /// Prints the figures of networks of a hundred nodes and of ten times as many each, up to `most`.
    public static void report(long seed, int most, PrintStream out) {
        out.printf("seed %d%n", seed);
        for (int nodes = 100; nodes <= most; nodes *= 10) {
            LookupPlan sound = LookupPlan.sound(nodes, LOOKUPS);
            LookupLimits eager = sound.limits().withParallel(10);
            LookupLimits node = KademliaOptions.DEFAULT.lookup();
            LookupLimits wary = sound.limits().withPaths(2);
            print(seed, "ideal tables", sound, out);
            print(seed, "ideal tables", sound.with(eager), out);
            print(seed, "ideal tables", sound.with(node), out);
            if (nodes <= MOST_GROWN) {
                print(seed, "grown by joining", LookupPlan.grown(nodes, LOOKUPS), out);
            }
            print(seed, "30 % dead", sound.withDead(A_THIRD_OF_LAPTOPS), out);
            print(seed, "30 % left, 30 % came", sound.withChurn(A_THIRD_OF_LAPTOPS), out);
            LookupPlan hostile = sound.withHostile(ONE_IN_TEN, LookupPlan.Lie.OWN_KIND);
            print(seed, "10 % name their own kind", hostile, out);
            print(seed, "10 % name their own kind", hostile.with(wary), out);
            LookupPlan inventive = sound.withHostile(ONE_IN_TEN, LookupPlan.Lie.INVENTED);
            print(seed, "10 % invent peers", inventive, out);
            print(seed, "10 % invent peers", inventive.with(wary), out);
        }
    }

    private static void print(long seed, String name, LookupPlan plan, PrintStream out) {
        out.println(run(seed, plan).line(name, plan));
    }

    private static final class Tally {
        private long lookups;
        private long hops;
        private long messages;
        private long found;
        private double recall;
        private long millis;

        void add(Search.Outcome outcome, List<Contact> truth) {
            Set<Contact> got = new HashSet<>(outcome.found().closest());
            lookups++;
            hops += outcome.found().hops();
            messages += outcome.found().asked();
            found += got.contains(truth.getFirst()) ? 1 : 0;
            recall += (double) truth.stream().filter(got::contains).count() / truth.size();
            millis += outcome.millis();
        }

        LookupFigures figures() {
            double all = lookups;
            return new LookupFigures(hops / all, messages / all, found / all, recall / all, millis / all);
        }
    }
}
