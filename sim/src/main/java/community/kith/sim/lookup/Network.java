package community.kith.sim.lookup;

import community.kith.base.name.PeerId;
import community.kith.p2p.kademlia.Contact;
import community.kith.p2p.kademlia.Key;
import community.kith.p2p.kademlia.Lookup;
import community.kith.p2p.kademlia.RoutingTable;
import community.kith.p2p.kademlia.TableLimits;
import community.kith.sim.world.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Nodes with routing tables, of which some are dead and some hostile.
///
/// The tables are ideal at first: each bucket holds `k` random peers of those that belong there, or all of them. A
/// table
/// is made when its node is first asked, from chance of its own, so that the order does not matter.
final class Network {
    private static final Instant START = Instant.EPOCH;
    private static final int MOST_GIVEN_BITS = 13;
    private static final int K = TableLimits.DEFAULT.bucket();

    private final Seed seed;
    private final LookupPlan plan;
    private final Population founders;
    private final Population hostile;
    private final Map<PeerId, RoutingTable> tables = new HashMap<>();
    private final Set<PeerId> dead = new HashSet<>();
    private final Set<PeerId> lying = new HashSet<>();
    private final List<Contact> honest = new ArrayList<>();
    private final RandomGenerator inventions;

    Network(Seed seed, LookupPlan plan) {
        this.seed = seed;
        this.plan = plan;
        this.inventions = seed.chance("inventions", plan.founders());
        RandomGenerator chance = seed.chance("population", plan.founders());
        founders = new Population(IntStream.range(0, plan.founders())
                .mapToObj(i -> Population.newcomer(chance))
                .toList());
        List<Contact> liars = new ArrayList<>();
        RandomGenerator fate = seed.chance("fate", plan.founders());
        for (Contact founder : founders.all()) {
            double drawn = fate.nextDouble();
            if (drawn < plan.fate().dead()) {
                dead.add(founder.peer());
            } else if (drawn < plan.fate().dead() + plan.fate().hostile()) {
                lying.add(founder.peer());
                liars.add(founder);
            } else {
                honest.add(founder);
            }
        }
        hostile = new Population(liars);
        RandomGenerator arrivals = seed.chance("arrivals", plan.founders());
        for (int i = 0; i < plan.founders() * plan.fate().newcomers(); i++) {
            join(Population.newcomer(arrivals), arrivals);
        }
        for (int round = 0; round < plan.fate().refreshes(); round++) {
            honest.forEach(node -> refresh(node, arrivals));
        }
    }

    /// Searches for a random key in each bucket up to the nearest that has anybody in it, and for the node itself.
    private void refresh(Contact node, RandomGenerator random) {
        new Search(this, node, node.key(), plan.limits(), random).run();
        for (int bits : table(node).unsearched(START, Duration.ZERO, MOST_GIVEN_BITS)) {
            new Search(this, node, Population.sharing(node.key(), bits, random), plan.limits(), random).run();
        }
    }

    /// A newcomer knows one live node, and looks for itself; who answers enters its table, and it enters theirs.
    private void join(Contact newcomer, RandomGenerator random) {
        Contact first = honest.get(random.nextInt(honest.size()));
        RoutingTable table = new RoutingTable(newcomer.peer(), TableLimits.DEFAULT);
        table.seen(first, "", START);
        tables.put(newcomer.peer(), table);
        new Search(this, newcomer, newcomer.key(), plan.limits(), random).run();
        honest.add(newcomer);
    }

    /// The live honest nodes, founders first.
    List<Contact> honest() {
        return honest;
    }

    /// What a node says when it is asked; nothing when it is dead. It remembers who asked.
    Optional<Lookup.Input.Answered> ask(Contact asked, Contact asker, Key target) {
        if (dead.contains(asked.peer())) {
            table(asker).failed(asked.peer());
            return Optional.empty();
        }
        if (lying.contains(asked.peer())) {
            return Optional.of(new Lookup.Input.Answered(asked.peer(), lies(target)));
        }
        RoutingTable table = table(asked);
        Lookup.Input.Answered answer = new Lookup.Input.Answered(asked.peer(), table.closest(target, K));
        if (plan.fate().newcomers() > 0) {
            table.seen(asker, "", START);
            table(asker).seen(asked, "", START);
        }
        return Optional.of(answer);
    }

    private List<Contact> lies(Key target) {
        return switch (plan.fate().lie()) {
            case OWN_KIND -> hostile.nearest(target, K);
            case INVENTED ->
                IntStream.range(0, K).mapToObj(i -> invented(target)).toList();
        };
    }

    private Contact invented(Key target) {
        Key near = new Key(target.first(), inventions.nextLong(), inventions.nextLong(), inventions.nextLong());
        Contact nobody = new Contact(Population.newcomer(inventions).peer(), near);
        dead.add(nobody.peer());
        return nobody;
    }

    RoutingTable table(Contact owner) {
        return tables.computeIfAbsent(owner.peer(), peer -> ideal(owner));
    }

    private RoutingTable ideal(Contact owner) {
        RoutingTable table = new RoutingTable(owner.peer(), TableLimits.DEFAULT);
        RandomGenerator chance = seed.chance("table", owner.peer().hashCode());
        int depth = founders.depth(owner.key());
        for (int bits = 0; bits < depth; bits++) {
            founders.sample(owner.key(), bits, K, chance).forEach(peer -> table.seen(peer, "", START));
        }
        return table;
    }
}
