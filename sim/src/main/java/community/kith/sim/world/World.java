package community.kith.sim.world;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Device;
import community.kith.community.identity.Passport;
import community.kith.node.Node;
import community.kith.node.Outside;
import community.kith.node.config.Settings;
import community.kith.node.denylist.DenylistBook;
import community.kith.node.exchange.Denylist;
import community.kith.node.ledger.Holdings;
import community.kith.node.ledger.Ledger;
import community.kith.node.people.Me;
import community.kith.node.people.People;
import community.kith.node.replication.Chance;
import community.kith.node.replication.Disk;
import community.kith.p2p.memory.MemoryNetwork;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/// Real nodes in one process: their network and disks are memory, their time is moved by an agenda, their chance comes
/// from a seed. Nodes have no heartbeat here; whoever runs the world calls [Node#tick]. For one thread.
public final class World implements AutoCloseable {
    private final Seed seed;
    private final Settings settings;
    private final DiskWatch watch;
    private final WorldClock clock;
    private final Agenda agenda = new Agenda();
    private final MemoryNetwork network = new MemoryNetwork();
    private final List<Resident> residents = new ArrayList<>();

    /// Something that happens at its time.
    @FunctionalInterface
    public interface Deed {
        void run() throws IOException;
    }

    public World(Seed seed, Settings settings, DiskWatch watch, Instant start) {
        this.seed = seed;
        this.settings = settings.withCache(0); // what is read shall come from holders, or be found to be lost
        this.watch = watch;
        this.clock = new WorldClock(start);
    }

    public Instant now() {
        return clock.instant();
    }

    /// Enters something into the agenda.
    public void at(Instant when, Deed deed) {
        agenda.enter(when, deed);
    }

    public void after(Duration pause, Deed deed) {
        agenda.enter(now().plus(pause), deed);
    }

    /// Lets happen what is due before `end`.
    public void runUntil(Instant end) throws IOException {
        agenda.runUntil(end, clock);
    }

    /// Everybody who ever lived here, in the order of their numbers.
    public List<Resident> residents() {
        return Collections.unmodifiableList(residents);
    }

    public List<Resident> living() {
        return residents.stream().filter(Resident::isAlive).toList();
    }

    /// Somebody new, with a passport, a device and an empty disk; awake and without friends.
    public Resident settle() throws IOException {
        int number = residents.size();
        RandomGenerator chance = seed.chance("entropy of a node", number);
        SigningKey passport = SigningKey.generate(chance);
        SigningKey key = SigningKey.generate(chance);
        Did did = Did.of(passport.verifyingKey());
        PeerId peer = PeerId.of(key.verifyingKey());
        String name = Resident.name(number);
        var device = new Device(new Passport(did, name), Delegation.issue(passport, peer, "laptop", now()));
        Ledger ledger = Ledger.inMemory();
        var blobs = new WatchedBlobs(number, watch);
        var disk = new Disk(ledger, Holdings.open(ledger, blobs, did), blobs);
        var node = new Node(
                new Me(device, key),
                Outside.of(network.host(key), new People(ledger, did)),
                disk,
                settings,
                new Chance(clock, chance),
                DenylistBook.open(disk.ledger(), Denylist.none(), clock));
        var resident = new Resident(number, did, peer, node, disk);
        residents.add(resident);
        return resident;
    }

    /// Makes people friends by real invitations.
    public void befriend(List<Friendships.Pair> pairs) throws IOException {
        for (Friendships.Pair pair : pairs) {
            residents.get(pair.low()).befriend(residents.get(pair.high()));
        }
    }

    public void wake(Resident resident) {
        network.online(resident.peer());
        resident.become(Resident.State.AWAKE);
    }

    public void sleep(Resident resident) {
        network.offline(resident.peer());
        resident.become(Resident.State.ASLEEP);
    }

    /// A laptop is gone for ever, with its keys, its ledger and every byte on its disk.
    public void die(Resident resident) throws IOException {
        network.offline(resident.peer());
        resident.become(Resident.State.DEAD);
        List<Cid> lost = new ArrayList<>();
        resident.disk().blobs().forEach(lost::add);
        for (Cid cid : lost) {
            resident.disk().blobs().delete(cid);
        }
        resident.node().close();
    }

    @Override
    public void close() throws IOException {
        for (Resident resident : living()) {
            resident.node().close();
        }
    }
}
