package community.kith.sim.lookup;

import community.kith.base.name.PeerId;
import community.kith.p2p.kademlia.Contact;
import community.kith.p2p.kademlia.Key;
import community.kith.p2p.kademlia.Lookup;
import community.kith.p2p.kademlia.LookupLimits;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.random.RandomGenerator;

/// Feeds one real [Lookup] with what the nodes of a [Network] say, in the order in which their answers would arrive.
final class Search {
    private static final long FASTEST_MILLIS = 20;
    private static final long SLOWEST_MILLIS = 200;
    private static final long PATIENCE_MILLIS = 1_000;

    private final Network network;
    private final Contact asker;
    private final Key target;
    private final Lookup lookup;
    private final RandomGenerator random;
    private final Queue<Arrival> underWay =
            new PriorityQueue<>(Comparator.comparingLong(Arrival::atMillis).thenComparingInt(Arrival::number));
    private long millis;
    private int sent;

    private record Arrival(long atMillis, int number, Lookup.Input input) {}

    /// What came of it, and when.
    record Outcome(Lookup.Found found, long millis) {}

    Search(Network network, Contact asker, Key target, LookupLimits limits, RandomGenerator random) {
        this.network = network;
        this.asker = asker;
        this.target = target;
        this.random = random;
        this.lookup =
                new Lookup(target, asker.peer(), limits, network.table(asker).closest(target, limits.closest()));
    }

    Outcome run() {
        List<Lookup.Effect> effects = lookup.start();
        while (true) {
            for (Lookup.Effect effect : effects) {
                switch (effect) {
                    case Lookup.Effect.Ask ask -> send(ask.contact());
                    case Lookup.Effect.Done done -> {
                        return new Outcome(done.found(), millis);
                    }
                }
            }
            Arrival next = underWay.remove();
            millis = next.atMillis();
            effects = lookup.step(next.input());
        }
    }

    private void send(Contact contact) {
        PeerId peer = contact.peer();
        Lookup.Input said = network.ask(contact, asker, target)
                .<Lookup.Input>map(answer -> answer)
                .orElse(new Lookup.Input.Failed(peer));
        long takes = said instanceof Lookup.Input.Failed
                ? PATIENCE_MILLIS
                : random.nextLong(FASTEST_MILLIS, SLOWEST_MILLIS + 1);
        underWay.add(new Arrival(millis + takes, ++sent, said));
    }
}
