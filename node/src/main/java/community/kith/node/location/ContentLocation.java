package community.kith.node.location;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.node.Upkeep;
import community.kith.node.exchange.Denials;
import community.kith.node.ledger.Holdings;
import community.kith.node.replication.Directory;
import community.kith.p2p.host.Host;
import community.kith.p2p.kademlia.Kademlia;
import community.kith.p2p.kademlia.KademliaOptions;
import community.kith.p2p.kademlia.Mode;
import community.kith.p2p.kademlia.Told;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// The directory that all nodes keep together, as a distributed hash table: who has what of the commons.
///
/// Only content that anybody may read is announced, and only such content is looked for: whoever answers or overhears
/// learns nothing about what reaches less far.
public final class ContentLocation implements Directory, Upkeep {
    private static final int MAX_ANNOUNCED = 10_000;
    private static final int ANNOUNCED_A_TICK = 50;
    private static final int ENOUGH = 8;

    private final Host host;
    private final Holdings holdings;
    private final Denials denials;
    /// What is not announced for being denied; owned likewise.
    private final Set<Cid> withheld = new LinkedHashSet<>();
    private final InstantSource clock;
    private final Kademlia table;
    private final BooleanSupplier callable;
    /// Owned by the thread in [#tick].
    private final Set<Cid> announced = new LinkedHashSet<>();

    private ContentLocation(
            Host host,
            Holdings holdings,
            Denials denials,
            BooleanSupplier callable,
            InstantSource clock,
            Kademlia table) {
        this.host = host;
        this.holdings = holdings;
        this.denials = denials;
        this.clock = clock;
        this.table = table;
        this.callable = callable;
    }

    /// Takes part in the directory from now on.
    ///
    /// @param callable whether others can call this node: who cannot be called only asks, and answers nobody
    public static ContentLocation start(
            Host host,
            Holdings holdings,
            Denials denials,
            BooleanSupplier callable,
            InstantSource clock,
            RandomGenerator random) {
        KademliaOptions options = KademliaOptions.DEFAULT.withMode(modeOf(callable));
        Kademlia table = Kademlia.start(host, options, clock, random);
        return new ContentLocation(host, holdings, denials, callable, clock, table);
    }

    private static Mode modeOf(BooleanSupplier callable) {
        return callable.getAsBoolean() ? Mode.SERVER : Mode.CLIENT;
    }

    /// The table itself, to find peers by.
    public Kademlia table() {
        return table;
    }

    @Override
    public List<PeerId> providers(Cid cid) throws IOException {
        List<Told> told = table.findProviders(cid, ENOUGH);
        told.forEach(provider -> host.learn(provider.peer(), provider.addresses()));
        return told.stream().map(Told::peer).toList();
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    /// Announces what came to the commons here since the last time, and no longer what went.
    @Override
    public void tick() throws IOException {
        if (table.mode() != modeOf(callable)) {
            table.mode(modeOf(callable));
        }
        if (!table.neighbors().isEmpty()) {
            announce(mayBeAnnounced());
        }
        table.tick(clock.instant());
    }

    private Set<Cid> mayBeAnnounced() throws IOException {
        Set<Cid> here = new LinkedHashSet<>();
        for (Cid cid : holdings.commons(MAX_ANNOUNCED)) {
            Optional<Denials.Denial> denied = denials.denied(cid);
            if (denied.isEmpty()) {
                here.add(cid);
            } else if (withheld.add(cid)) {
                denials.used(cid, denied.get(), Denials.Action.ANNOUNCE);
            }
        }
        withheld.removeAll(here);
        return here;
    }

    private void announce(Set<Cid> here) throws IOException {
        List<Cid> gone = announced.stream().filter(cid -> !here.contains(cid)).toList();
        gone.forEach(table::unprovide);
        gone.forEach(announced::remove);
        int left = ANNOUNCED_A_TICK;
        for (Cid cid : here) {
            if (left == 0) {
                return;
            }
            if (!announced.contains(cid)) {
                table.provide(cid);
                announced.add(cid);
                left--;
            }
        }
    }

    @Override
    public void close() {
        table.close();
    }
}
