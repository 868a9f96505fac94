package community.kith.node.people;

import community.kith.base.name.PeerId;
import community.kith.community.placement.Attendance;
import community.kith.community.placement.Odds;
import community.kith.community.placement.Register;
import community.kith.node.event.EventFeed;
import community.kith.node.exchange.Room;
import community.kith.node.exchange.ShardClient;
import community.kith.node.work.Together;
import community.kith.p2p.host.Host;
import community.kith.p2p.transport.Scope;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.ReentrantLock;

/// Who of my people is there now, and how often they were. Asking a device how much room it has for me is also how it
/// is
/// found to be there. `lock` guards the register.
public final class Presence {
    private static final int ASKED_AT_ONCE = 16;
    /// Who did not look for longer was asleep, at the least.
    private static final Duration ASLEEP = Duration.ofHours(1);

    private static final Duration KEPT_EVERY = Duration.ofMinutes(5);

    private final People people;
    private final Host host;
    private final ShardClient client;
    private final EventFeed feed;
    private final InstantSource clock;
    private final Set<PeerId> online = new ConcurrentSkipListSet<>();
    /// When this node first looked for a device since it started or woke up: silence before that is not the device's.
    private final Map<PeerId, Instant> watchedSince = new ConcurrentHashMap<>();

    private final Duration longestPause;
    private volatile Instant lastLook = Instant.MAX;

    private final ReentrantLock lock = new ReentrantLock();
    private final Register register;
    private boolean restored;
    private Instant lastKept = Instant.MIN;

    /// @param every how often everybody is looked for
    public Presence(People people, Host host, ShardClient client, EventFeed feed, InstantSource clock, Duration every) {
        this.people = people;
        this.host = host;
        this.client = client;
        this.feed = feed;
        this.clock = clock;
        Duration twice = every.multipliedBy(2);
        this.longestPause = twice.compareTo(ASLEEP) > 0 ? twice : ASLEEP;
        this.register = new Register(longestPause);
    }

    public boolean isOnline(PeerId peer) {
        return online.contains(peer);
    }

    /// Looks for everybody once.
    public void look() throws IOException {
        Instant now = clock.instant();
        if (Duration.between(lastLook, now).compareTo(longestPause) > 0) {
            watchedSince.clear();
        }
        lastLook = now;
        List<Acquaintance> all = people.all();
        look(all);
        online.retainAll(all.stream().map(Acquaintance::peer).toList());
        keep(all, now);
    }

    /// Writes down what was seen, not more often than it is worth.
    private void keep(List<Acquaintance> all, Instant now) throws IOException {
        lock.lock();
        try {
            restore();
            register.awake(host.id(), now);
            if (Duration.between(lastKept, now).abs().compareTo(KEPT_EVERY) < 0) {
                return;
            }
            lastKept = now;
            Map<PeerId, Attendance.Sums> sums = register.sums();
            for (PeerId gone : sums.keySet()) {
                if (!gone.equals(host.id())
                        && all.stream().noneMatch(who -> who.peer().equals(gone))) {
                    register.forget(gone);
                    people.attendances().forget(gone);
                }
            }
            people.attendances().keep(register.sums());
        } finally {
            lock.unlock();
        }
    }

    /// Takes up what earlier runs saw. Holds the lock.
    private void restore() throws IOException {
        if (!restored) {
            people.attendances().all().forEach(register::restore);
            restored = true;
        }
    }

    private void note(List<Acquaintance> some, List<Optional<Sighting>> sightings) throws IOException {
        boolean cutOff = sightings.stream().allMatch(Optional::isEmpty) && isCutOff(some);
        lock.lock();
        try {
            restore();
            Instant now = clock.instant();
            for (int i = 0; i < some.size(); i++) {
                register.note(some.get(i).peer(), sightings.get(i).isPresent(), now);
            }
            if (cutOff) {
                register.cutOff();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Whether nobody can answer because this computer is on no network, though people are.
    private boolean isCutOff(List<Acquaintance> some) {
        return host.addresses().stream().allMatch(own -> Scope.of(own) == Scope.LOOPBACK)
                && some.stream()
                        .flatMap(who -> who.addresses().stream())
                        .anyMatch(theirs -> Scope.of(theirs) != Scope.LOOPBACK);
    }

    /// What is believed of a device, or of this one, from what was seen.
    public Odds odds(PeerId peer) throws IOException {
        lock.lock();
        try {
            restore();
            return register.odds(peer);
        } finally {
            lock.unlock();
        }
    }

    /// What was seen of a device since when; empty for one that was never looked for.
    public Optional<Seen> seen(PeerId peer) throws IOException {
        lock.lock();
        try {
            restore();
            return register.attendance(peer)
                    .map(attendance -> new Seen(attendance.since(), attendance.watched(), attendance.onTime()));
        } finally {
            lock.unlock();
        }
    }

    /// The part of the time in which a device was there.
    ///
    /// @param since when it was first looked for
    /// @param watched for how long it was watched in all
    public record Seen(Instant since, Duration watched, double onTime) {}

    /// The networks in which this node can be reached from everywhere.
    public SortedSet<String> networks() {
        return Networks.of(host.addresses());
    }

    /// Looks for one device now.
    public void look(Acquaintance who) throws IOException {
        look(List.of(who));
    }

    private void look(List<Acquaintance> some) throws IOException {
        Instant now = clock.instant();
        for (Acquaintance who : some) {
            watchedSince.putIfAbsent(who.peer(), now);
            host.learn(who.peer(), who.addresses());
            host.protect(who.peer());
        }
        List<Optional<Sighting>> sightings =
                Together.map(some, ASKED_AT_ONCE, who -> ask(who.peer()).map(room -> sighting(who.peer(), room)));
        people.seen(sightings.stream().flatMap(Optional::stream).toList());
        note(some, sightings);
        for (int i = 0; i < some.size(); i++) {
            note(some.get(i), sightings.get(i).isPresent());
        }
    }

    private Sighting sighting(PeerId peer, Room room) {
        return new Sighting(peer, clock.instant(), host.addressesOf(peer), room.pledged(), room.free());
    }

    private void note(Acquaintance who, boolean here) {
        boolean changed = here ? online.add(who.peer()) : online.remove(who.peer());
        if (changed) {
            feed.publish("person", who.did().toString(), who.name() + (here ? " is here" : " is away"));
        }
    }

    /// When a device was last known to answer; for one that never did, when this node began to watch.
    public Instant lastSign(Acquaintance who) {
        Instant watched = watchedSince.getOrDefault(who.peer(), clock.instant());
        return who.lastSeen().filter(seen -> seen.isAfter(watched)).orElse(watched);
    }

    private Optional<Room> ask(PeerId peer) {
        try {
            return Optional.of(client.room(peer));
        } catch (IOException e) {
            System.getLogger(Presence.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> peer + " does not answer: " + e.getMessage());
            return Optional.empty();
        }
    }
}
