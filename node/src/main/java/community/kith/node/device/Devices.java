package community.kith.node.device;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.fact.BondMade;
import community.kith.community.fact.DeviceDelegated;
import community.kith.community.fact.DeviceRevoked;
import community.kith.community.fact.Fact;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Verdict;
import community.kith.community.trust.Bond;
import community.kith.node.api.Check;
import community.kith.node.api.DeviceInfo;
import community.kith.node.api.OwnDevices;
import community.kith.node.event.EventFeed;
import community.kith.node.log.DevicesView;
import community.kith.node.log.Journal;
import community.kith.node.log.LogExchange;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.Me;
import community.kith.node.people.People;
import community.kith.node.replication.Chance;
import community.kith.node.witness.Checkpoints;
import community.kith.p2p.host.Host;
import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import community.kith.sync.log.Reading;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
    private final JoinDesk joins;
    private final OwnAddresses met;
    private final Checkpoints checkpoints;
    private final DeviceDesk desk;
    private final Instant started;
    private final Set<LogId> forksTold = ConcurrentHashMap.newKeySet();
    private final Set<Cid> bondsTold = ConcurrentHashMap.newKeySet();
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
        this.met = new OwnAddresses(journal.database());
        this.following = new Following(me.did(), people, journal, revoked, met);
        this.started = chance.clock().instant();
        var exchange = new LogExchange(this.host, journal, following, chance.entropy());
        this.inStep = new InStep(exchange, chance.clock());
        this.joins = new JoinDesk(this.host, chance);
        this.checkpoints = new Checkpoints(me.key(), journal, people, this.host, chance.clock());
        this.desk = new DeviceDesk(me, journal, chance, joins, met, checkpoints);
        journal.begin(me.device().delegation());
        journal.listen(this::heard);
        exchange.serve();
    }

    /// The same host, which has nothing to do with revoked devices.
    public Host host() {
        return host;
    }

    /// My own devices, as doors see them.
    public OwnDevices own() {
        return desk;
    }

    /// Where this device's log is signed and cosigned.
    public Checkpoints checkpoints() {
        return checkpoints;
    }

    /// @param account everything that is mine, which new devices are given
    public void welcomeWith(JoinDesk.AccountSource account) {
        joins.account(account);
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

    /// Everybody in my book with one device each: one that is there, or was there last.
    public List<Acquaintance> ofEachPerson(Predicate<PeerId> online) throws IOException {
        Map<Did, Acquaintance> best = new LinkedHashMap<>();
        Comparator<Acquaintance> order = Comparator.<Acquaintance, Boolean>comparing(who -> online.test(who.peer()))
                .thenComparing(who -> !revoked.isRevoked(who.peer()))
                .thenComparing(who -> who.lastSeen().orElse(Instant.EPOCH));
        for (Acquaintance who : people.all()) {
            best.merge(who.did(), who, (one, other) -> order.compare(one, other) >= 0 ? one : other);
        }
        return List.copyOf(best.values());
    }

    /// What is wrong with logs, and what to do about it.
    public List<Check> checks() throws IOException {
        List<String> differing = journal.check();
        List<Check> checks = new ArrayList<>();
        checks.add(
                differing.isEmpty()
                        ? new Check("logs", Check.Outcome.WELL, "what they show was made again, to the same bytes", "")
                        : new Check(
                                "logs",
                                Check.Outcome.FAILED,
                                "made again, these came out otherwise: " + String.join(", ", differing),
                                "it is right now; this is a bug: please report it with logs/kith.log"));
        if (amRevoked()) {
            checks.add(new Check(
                    "device",
                    Check.Outcome.FAILED,
                    "this device was revoked: nobody answers it any more",
                    "if that was you, erase this home; if not, look at your other devices at once"));
        }
        for (PeerId device : checkpoints.rewritten()) {
            checks.add(new Check(
                    "log",
                    Check.Outcome.WARNING,
                    "the log of the device " + device + " was shown to this one as something else than before",
                    "both were signed by it and are kept: ask whose device it is before you believe what it says"));
        }
        for (DeviceInfo device : desk.all()) {
            if (!device.branches().isEmpty() && !device.settled()) {
                checks.add(new Check(
                        "device",
                        Check.Outcome.WARNING,
                        "“" + device.name() + "” told two stories: a backup was restored, or its key was copied",
                        "kith devices shows both; kith devices settle says which one counts"));
            }
            if (device.waiting() > 0) {
                checks.add(new Check(
                        "device",
                        Check.Outcome.WARNING,
                        device.waiting() + " things that this device has to say wait until somebody was met who knows"
                                + " how far its log goes",
                        "they are said when one of your people answers, or after a day"));
            }
        }
        return checks;
    }

    /// Brings logs in step with those who are there, and, when something is urgent, with everybody.
    ///
    /// @param online whether a device answered lately
    public void tick(Predicate<PeerId> online) throws IOException {
        journal.tick();
        tellOfBonds();
        boolean everybody = urgent;
        urgent = false;
        Set<PeerId> peers = new LinkedHashSet<>();
        Map<PeerId, OwnAddresses.Met> places = met.all();
        for (DevicesView.Known mine : journal.devices().of(me.did())) {
            peers.add(mine.peer());
            if (places.containsKey(mine.peer())) {
                host.learn(mine.peer(), places.get(mine.peer()).addresses());
            }
        }
        peers.addAll(places.keySet());
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
        Set<PeerId> answered = inStep.with(peers);
        for (PeerId peer : answered) {
            if (people.device(peer).isEmpty()) {
                met.keep(peer, host.addressesOf(peer), chance.clock().instant());
            }
        }
        if (!answered.isEmpty() || alone || waited) {
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
            if (!journal.bonds().isToldBy(me.did(), bond.id()) && bondsTold.add(bond.id())) {
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
