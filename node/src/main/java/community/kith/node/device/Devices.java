package community.kith.node.device;

import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.fact.BondMade;
import community.kith.community.fact.DeviceDelegated;
import community.kith.community.fact.DeviceRevoked;
import community.kith.community.fact.Fact;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Verdict;
import community.kith.community.trust.Bond;
import community.kith.node.event.EventFeed;
import community.kith.node.log.DevicesView;
import community.kith.node.log.Journal;
import community.kith.node.log.LogExchange;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.Me;
import community.kith.node.people.People;
import community.kith.node.replication.Chance;
import community.kith.p2p.host.Host;
import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import community.kith.sync.log.Reading;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Looks after the logs that this node follows: brings them in step with my people's devices and my own, and sees to it
/// that what they say of devices counts.
public final class Devices {
    /// So long a node that reaches nobody waits before it goes on with its log as it knows it.
    private static final Duration ALONE = Duration.ofDays(1);

    private final Me me;
    private final Journal journal;
    private final People people;
    private final EventFeed feed;
    private final Chance chance;
    private final Revoked revoked;
    private final Host host;
    private final Following following;
    private final InStep inStep;
    private final Instant started;
    private final Set<LogId> forksTold = ConcurrentHashMap.newKeySet();
    private volatile boolean urgent;
    private volatile Runnable hurry = () -> {};

    /// @param host of this node, unguarded
    public Devices(Me me, Journal journal, People people, Host host, EventFeed feed, Chance chance) throws IOException {
        this.me = me;
        this.journal = journal;
        this.people = people;
        this.feed = feed;
        this.chance = chance;
        this.revoked = new Revoked(people, journal);
        this.host = new GuardedHost(host, revoked::isRevoked);
        this.following = new Following(me.did(), people, journal, revoked);
        this.started = chance.clock().instant();
        var exchange = new LogExchange(this.host, journal, following, chance.entropy());
        this.inStep = new InStep(exchange, chance.clock());
        journal.listen(this::heard);
        exchange.serve();
    }

    /// The same host, which has nothing to do with revoked devices.
    public Host host() {
        return host;
    }

    /// @param hurry called when there is news that others should hear soon
    public void hurryBy(Runnable hurry) {
        this.hurry = hurry;
    }

    /// Whether a device may still act for the passport that it shows the word of.
    public Verdict standing(Delegation delegation) {
        return Verdict.when(
                !revoked.isRevoked(delegation.passport(), delegation.device()),
                () -> "the device “" + delegation.name() + "” was revoked by its passport");
    }

    /// Whether this very device was revoked.
    public boolean amRevoked() {
        return revoked.isRevoked(me.did(), me.peer());
    }

    /// Brings logs in step with those who are there, and, when something is urgent, with everybody.
    ///
    /// @param online whether a device answered lately
    public void tick(Predicate<PeerId> online) throws IOException {
        journal.begin(me.device().delegation());
        journal.tick();
        tellOfBonds();
        boolean everybody = urgent;
        urgent = false;
        Set<PeerId> peers = new LinkedHashSet<>();
        for (DevicesView.Known mine : journal.devices().of(me.did())) {
            peers.add(mine.peer());
        }
        for (Acquaintance who : people.all()) {
            if (everybody || online.test(who.peer())) {
                host.learn(who.peer(), who.addresses());
                peers.add(who.peer());
            }
        }
        peers.remove(me.peer());
        peers.removeIf(revoked::isRevoked);
        boolean alone = people.all().isEmpty() && peers.isEmpty();
        boolean waited = Duration.between(started, chance.clock().instant()).compareTo(ALONE) >= 0;
        if (inStep.with(peers) > 0 || alone || waited) {
            journal.positionKnown();
        }
    }

    /// What I have a bond for and have not told of yet: after each new bond, and once for those from before there were
    /// logs.
    private void tellOfBonds() throws IOException {
        if (journal.waiting() > 0) {
            return;
        }
        for (Bond bond : people.bonds()) {
            if (!journal.bonds().isToldBy(me.did(), bond.id())) {
                journal.say(new BondMade(bond));
            }
        }
    }

    private void heard(List<Entry> news) throws IOException {
        boolean ofDevices = false;
        for (Entry entry : news) {
            if (Fact.TYPES.read(entry) instanceof Reading.Understood<Fact> understood) {
                ofDevices |= understood.fact() instanceof DeviceRevoked || understood.fact() instanceof DeviceDelegated;
                urgent |= understood.fact() instanceof DeviceRevoked;
            }
            flagFork(entry.log());
        }
        if (ofDevices) {
            lookAtDevices();
        }
        inStep.news();
        hurry.run();
    }

    private void flagFork(LogId log) throws IOException {
        if (journal.entries().state(log).isForked() && forksTold.add(log)) {
            Optional<Did> owner = journal.verdicts().ownerOf(log);
            String whose = owner.equals(Optional.of(me.did())) ? "your device " : "the device ";
            feed.publish("device", log.toString(), whose + log + " contradicts itself");
        }
    }

    /// Ends what revoked devices have open here, and takes up new devices of my people.
    private void lookAtDevices() throws IOException {
        for (PeerId peer : revoked.look()) {
            host.disconnect(peer);
            host.unprotect(peer);
            feed.publish("device", peer.toString(), "the device " + peer + " was revoked by its owner");
        }
        for (Did person :
                people.all().stream().map(Acquaintance::did).distinct().toList()) {
            for (DevicesView.Known device : journal.devices().of(person)) {
                boolean theirs = journal.verdicts().ownerOf(device.log()).equals(Optional.of(person));
                if (theirs && !revoked.isRevoked(device.peer())) {
                    people.adopt(person, device.peer());
                }
            }
        }
    }
}
