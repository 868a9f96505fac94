package community.kith.node.steward;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.placement.RepairPolicy;
import community.kith.community.right.Deed;
import community.kith.community.right.Right;
import community.kith.node.api.Entrusted;
import community.kith.node.event.EventFeed;
import community.kith.node.exchange.Reported;
import community.kith.node.exchange.ShardClient;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.Me;
import community.kith.node.people.People;
import community.kith.node.people.Presence;
import community.kith.node.replication.Disk;
import community.kith.p2p.host.Host;
import community.kith.store.care.StripeList;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Looks after what others entrusted to my person: asks holders for proofs, and when an owner has been away longer than
/// the grace period, makes lost shards anew from sealed ones. The owner comes first, then stewards in the order that
/// the
/// owner chose, each a grace period later than the one before; so two rarely repair the same, and when they do, each
/// first asks what is where. When the owner is back, they are told.
///
/// `lock` guards what is known of owners; one tick runs at a time.
public final class Stewardship {
    /// So often in a grace period holders are looked for, and a list is looked through.
    private static final int LOOKS_IN_GRACE = 24;
    /// Who said so and is still here after so long did not go.
    private static final Duration LEAVING = Duration.ofDays(7);

    private final Me me;
    private final Disk disk;
    private final Around around;
    private final EventFeed feed;
    private final InstantSource clock;
    private final Duration grace;
    private final Duration pause;
    private final RepairPolicy policy;
    private final Owed owed;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Cid, Charge> charges = new TreeMap<>();
    private final Map<Did, Ward> wards = new TreeMap<>();
    private final Map<Did, Instant> watched = new TreeMap<>();
    private final Map<Cid, Instant> looked = new TreeMap<>();
    /// Devices that said that they go away for good, and when.
    private final Map<PeerId, Instant> leaving = new ConcurrentSkipListMap<>();

    private volatile boolean hurried;

    /// The people around, and how to ask them.
    public record Around(People people, Presence presence, ShardClient client, Host host) {}

    /// @param policy how patient repair is with holders; its grace is also how long an owner may be away
    public Stewardship(Me me, Disk disk, Around around, EventFeed feed, InstantSource clock, RepairPolicy policy) {
        this.me = me;
        this.disk = disk;
        this.around = around;
        this.feed = feed;
        this.clock = clock;
        this.policy = policy;
        this.grace = policy.grace();
        this.pause = grace.dividedBy(LOOKS_IN_GRACE);
        this.owed = new Owed(disk.ledger().database());
    }

    /// Does what is due: tells owners who are back, looks for holders, and looks through one list of each owner.
    public void tick() throws IOException {
        lock.lock();
        try {
            Instant now = clock.instant();
            load(now);
            if (hurried) {
                hurried = false;
                looked.clear();
                watched.clear();
            }
            leaving.values().removeIf(said -> said.plus(LEAVING).isBefore(now));
            for (Did owner : owners()) {
                List<Acquaintance> devices = devices(owner);
                tell(owner, devices);
                if (!devices.isEmpty()) {
                    look(owner, devices, now);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// What was entrusted to me, by owner.
    public List<Entrusted> entrusted() throws IOException {
        lock.lock();
        try {
            load(clock.instant());
            List<Entrusted> all = new ArrayList<>();
            for (Did owner : owners()) {
                List<Charge> theirs = of(owner);
                String name =
                        around.people().person(owner).map(Acquaintance::name).orElse(owner.toString());
                all.add(new Entrusted(
                        owner,
                        name,
                        theirs.getFirst().turn(),
                        theirs.size(),
                        theirs.stream().anyMatch(one -> one.right().terms().deed() == Deed.REPAIR),
                        theirs.stream()
                                .map(one -> one.right().terms().term().expires())
                                .min(Instant::compareTo)
                                .orElseThrow()));
            }
            return List.copyOf(all);
        } finally {
            lock.unlock();
        }
    }

    /// Somebody's device goes away for good: what it keeps for owners who are away is brought elsewhere at my first
    /// turn.
    public void leaving(PeerId device) {
        leaving.put(device, clock.instant());
        hurried = true;
    }

    private List<Did> owners() {
        return charges.values().stream().map(Charge::owner).distinct().sorted().toList();
    }

    private List<Charge> of(Did owner) {
        return charges.values().stream()
                .filter(charge -> charge.owner().equals(owner))
                .toList();
    }

    private List<Acquaintance> devices(Did owner) throws IOException {
        return around.people().all().stream()
                .filter(who -> who.did().equals(owner))
                .toList();
    }

    /// Takes up rights that came, lets go of those that ended, were taken back, or whose list the owner deleted here.
    private void load(Instant now) throws IOException {
        Map<Cid, Right> rights = new TreeMap<>();
        for (Right right : disk.holdings().entrusted().all(now)) {
            rights.put(right.id(), right);
        }
        charges.keySet().retainAll(rights.keySet());
        looked.keySet().retainAll(rights.keySet());
        for (Map.Entry<Cid, Right> each : rights.entrySet()) {
            if (charges.containsKey(each.getKey())) {
                continue;
            }
            Optional<StripeList> list = list(each.getValue());
            if (list.isEmpty()) {
                disk.holdings().entrusted().drop(each.getValue());
            } else {
                charges.put(
                        each.getKey(),
                        new Charge(
                                each.getValue(), list.get().turn(), list.get().holders()));
            }
        }
        wards.keySet().retainAll(owners());
        watched.keySet().retainAll(owners());
    }

    private Optional<StripeList> list(Right right) throws IOException {
        Optional<byte[]> blob = disk.blobs().read(right.terms().coverage().list(), StripeList.MAX_BYTES);
        try {
            return blob.isEmpty() ? Optional.empty() : Optional.of(StripeList.parse(blob.get()));
        } catch (ProtocolException e) {
            System.getLogger(Stewardship.class.getName())
                    .log(System.Logger.Level.WARNING, "a list that was good cannot be read any more", e);
            return Optional.empty();
        }
    }

    /// What was placed for an owner while they were away.
    private void tell(Did owner, List<Acquaintance> devices) throws IOException {
        for (Acquaintance device : devices) {
            List<Reported> rows = around.presence().isOnline(device.peer()) ? owed.to(owner) : List.of();
            while (!rows.isEmpty()) {
                try {
                    around.client().report(device.peer(), rows);
                } catch (IOException e) {
                    System.getLogger(Stewardship.class.getName())
                            .log(System.Logger.Level.DEBUG, () -> "telling " + device.name() + ": " + e.getMessage());
                    return;
                }
                owed.heard(rows);
                rows = owed.to(owner);
            }
        }
    }

    private void look(Did owner, List<Acquaintance> devices, Instant now) throws IOException {
        List<Charge> theirs = of(owner);
        Ward ward = wards.computeIfAbsent(
                owner, first -> new Ward(me, around.host(), around.client(), disk.blobs(), policy, leaving.keySet()));
        if (isDue(watched.get(owner), now)) {
            ward.watch(theirs, now);
            watched.put(owner, now);
        }
        Optional<Charge> next = theirs.stream()
                .filter(charge -> isDue(looked.get(charge.right().id()), now))
                .min((a, b) -> lastLook(a).compareTo(lastLook(b)));
        if (next.isEmpty()) {
            return;
        }
        Charge charge = next.get();
        looked.put(charge.right().id(), now);
        Optional<StripeList> list = list(charge.right());
        if (list.isEmpty()) {
            return;
        }
        List<Reported> done = ward.look(charge, list.get(), isMyTurn(charge, devices, now), now);
        if (!done.isEmpty()) {
            owed.add(owner, done);
            feed.publish(
                    "repair",
                    owner.toString(),
                    "brought " + done.size() + (done.size() == 1 ? " shard" : " shards") + " of "
                            + devices.getFirst().name() + " to new holders while they are away");
        }
    }

    private boolean isMyTurn(Charge charge, List<Acquaintance> devices, Instant now) {
        Duration away = absence(devices, now);
        boolean inAHurry = !away.isZero()
                && charge.turn() == 0
                && charge.holders().stream().anyMatch(holder -> leaving.containsKey(holder.device()));
        return charge.right().terms().deed() == Deed.REPAIR
                && (inAHurry || away.compareTo(grace.multipliedBy(charge.turn() + 1L)) >= 0);
    }

    private Instant lastLook(Charge charge) {
        return looked.getOrDefault(charge.right().id(), Instant.EPOCH);
    }

    private boolean isDue(@Nullable Instant last, Instant now) {
        return last == null || !now.isBefore(last.plus(pause)) || now.isBefore(last);
    }

    /// How long none of an owner's devices has answered, counting only the time in which this node was looking.
    private Duration absence(List<Acquaintance> devices, Instant now) {
        return devices.stream()
                .map(device -> around.presence().isOnline(device.peer())
                        ? Duration.ZERO
                        : Duration.between(around.presence().lastSign(device), now))
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
