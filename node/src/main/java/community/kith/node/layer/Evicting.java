package community.kith.node.layer;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.layer.Budgets;
import community.kith.community.layer.Eviction;
import community.kith.community.layer.EvictionDecider;
import community.kith.community.layer.Layer;
import community.kith.community.layer.Lodger;
import community.kith.community.layer.Scarcity;
import community.kith.node.config.Quantity;
import community.kith.node.config.Settings;
import community.kith.node.denylist.DenylistBook;
import community.kith.node.event.EventFeed;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.People;
import community.kith.node.people.Presence;
import community.kith.node.replication.Disk;
import community.kith.node.replication.Storage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Brings layers back within their budgets, and makes room when the disk runs short, as [EvictionDecider] says.
///
/// A claim never goes at once: its owner is given notice, brings elsewhere what is here, and takes it back; what is
/// still here when the notice has passed ends. What my people have beyond their pledges ends only a week after they
/// were told. What I pinned is let go of as far as it stays durable without this disk. For one thread at a time.
public final class Evicting {
    /// From notice to end, for people beyond my bonds, whose devices I do not know how to tell.
    static final Duration GUESTS_NOTICE = Duration.ofHours(24);
    /// From when one of my people was told to the end.
    static final Duration PEOPLES_NOTICE = Duration.ofDays(7);
    /// What could not be let go of is tried again after so long.
    private static final Duration TRIED_AGAIN = Duration.ofMinutes(30);

    private static final String DENIED = "denylist";
    private static final int AT_ONCE = 4_096;
    private static final int PINS_AT_ONCE = 1_024;
    private static final int TOLD_AT_ONCE = 1_024;

    private final Around around;
    private final Disk disk;
    private final Notices notices;
    private final EventFeed feed;
    private final InstantSource clock;
    private final Budgets budgets;
    private final long diskFloorBytes;
    private final Map<Cid, Instant> stays = new HashMap<>();
    /// The lists as they were when claims were last compared with them.
    private Object seen = List.of();

    /// Those whose bytes are here, how to tell them, and what I pinned.
    public record Around(People people, Presence presence, Telling telling, Storage storage, Denied denied) {}

    /// What others keep here that lists deny.
    public record Denied(DenylistBook book, Did me) {}

    /// Tells an owner's device that this one will not keep some blobs any longer.
    @FunctionalInterface
    public interface Telling {
        void parting(community.kith.base.name.PeerId owner, List<Cid> cids) throws IOException;
    }

    public Evicting(Around around, Disk disk, EventFeed feed, InstantSource clock, Settings settings) {
        this.around = around;
        this.disk = disk;
        this.notices = new Notices(disk.ledger().database());
        this.feed = feed;
        this.clock = clock;
        this.budgets = settings.sharing().budgets();
        this.diskFloorBytes = settings.diskFloorBytes();
    }

    /// Does what is due.
    public void tick() throws IOException {
        deny();
        Scarcity scarcity = scarcity();
        List<Notices.Notice> standing = notices.all(AT_ONCE);
        if (scarcity.isNone() && standing.isEmpty()) {
            return;
        }
        List<Eviction> evictions = scarcity.isNone() ? List.of() : EvictionDecider.decide(scarcity, lodgers(scarcity));
        withdraw(standing, evictions);
        for (Eviction eviction : evictions) {
            carryOut(eviction);
        }
        tell();
        end();
    }

    /// Claims of others on what is denied get notice; my own stay.
    private void deny() throws IOException {
        Object generation = around.denied.book.generation();
        if (generation.equals(seen)) {
            return;
        }
        Map<DenylistBook.Claimed, String> claimed = around.denied.book.claimed(around.denied.me, AT_ONCE);
        for (Notices.Notice notice : notices.all(AT_ONCE)) {
            if (notice.cause().equals(DENIED)
                    && !claimed.containsKey(new DenylistBook.Claimed(notice.cid(), notice.owner()))) {
                notices.withdraw(notice);
            }
        }
        for (Map.Entry<DenylistBook.Claimed, String> each : claimed.entrySet()) {
            Did owner = each.getKey().owner();
            if (notices.give(each.getKey().cid(), owner, DENIED, clock.instant())) {
                feed.publish(
                        "disk",
                        each.getKey().cid().toString(),
                        "gave notice for a shard kept for %s, since a denylist names it: %s"
                                .formatted(name(owner), each.getValue()));
            }
        }
        seen = generation;
    }

    private Scarcity scarcity() throws IOException {
        Map<Layer, Long> excess = new EnumMap<>(Layer.class);
        for (Layer layer : Layer.values()) {
            OptionalLong budget = budgets.of(layer);
            if (budget.isPresent()) {
                excess.put(layer, disk.holdings().bytes(layer) - budget.getAsLong());
            }
        }
        SortedMap<Did, Long> beyond = new TreeMap<>();
        for (Map.Entry<Did, Long> used : disk.holdings().used().entrySet()) {
            if (around.people.bondedWith(used.getKey())) {
                beyond.put(used.getKey(), used.getValue() - around.people.pledgeFor(used.getKey()));
            }
        }
        return new Scarcity(excess, beyond, diskFloorBytes - disk.blobs().freeBytes());
    }

    private List<Lodger> lodgers(Scarcity scarcity) throws IOException {
        List<Lodger> lodgers = new ArrayList<>(notices.gifts(AT_ONCE));
        for (Map.Entry<Did, Long> owner : scarcity.beyondPledge().entrySet()) {
            if (owner.getValue() > 0) {
                lodgers.addAll(notices.of(owner.getKey(), AT_ONCE));
            }
        }
        Instant now = clock.instant();
        stays.values().removeIf(until -> until.isBefore(now));
        for (Lodger pin : around.storage.pinned(PINS_AT_ONCE)) {
            if (!stays.containsKey(pin.what())) {
                lodgers.add(pin);
            }
        }
        return lodgers;
    }

    /// Room came back, or a pledge was raised: who has not gone stays.
    private void withdraw(List<Notices.Notice> standing, List<Eviction> evictions) throws IOException {
        Set<List<Object>> still = new LinkedHashSet<>();
        evictions.forEach(
                one -> still.add(List.of(one.lodger().owner(), one.lodger().what())));
        for (Notices.Notice notice : standing) {
            if (isOfMine(notice) && !still.contains(List.<Object>of(notice.owner(), notice.cid()))) {
                notices.withdraw(notice);
            }
        }
    }

    private static boolean isOfMine(Notices.Notice notice) {
        for (Eviction.Cause cause : Eviction.Cause.values()) {
            if (cause.label().equals(notice.cause())) {
                return true;
            }
        }
        return false;
    }

    private void carryOut(Eviction eviction) throws IOException {
        Lodger lodger = eviction.lodger();
        switch (lodger.layer()) {
            case SOVEREIGN -> throw new IllegalStateException("what is mine is never evicted");
            case INVESTED -> letGo(eviction);
            case RECIPROCAL, GIFT -> {
                if (notices.give(lodger.what(), lodger.owner(), eviction.cause().label(), clock.instant())) {
                    feed.publish(
                            "disk",
                            lodger.what().toString(),
                            "gave notice for %s kept for %s: %s"
                                    .formatted(
                                            Quantity.text(lodger.bytes()),
                                            name(lodger.owner()),
                                            why(eviction.cause())));
                }
            }
        }
    }

    private void letGo(Eviction eviction) throws IOException {
        Cid manifest = eviction.lodger().what();
        if (around.storage.releaseIfDurable(manifest)) {
            feed.publish(
                    "disk",
                    manifest.toString(),
                    "let go of " + Quantity.text(eviction.lodger().bytes())
                            + " of a pinned link on this disk, which others keep: " + why(eviction.cause()));
        } else {
            stays.put(manifest, clock.instant().plus(TRIED_AGAIN));
        }
    }

    private static String why(Eviction.Cause cause) {
        return switch (cause) {
            case BUDGET -> "its layer has more than its budget";
            case PLEDGE -> "it is beyond the pledge";
            case DISK -> "the disk runs short of room";
        };
    }

    private String name(Did owner) throws IOException {
        return around.people.person(owner).map(Acquaintance::name).orElse("somebody beyond my bonds");
    }

    /// Owners who are here learn of what is to go, and see to it that others have it.
    private void tell() throws IOException {
        Map<Did, List<Cid>> news = new TreeMap<>();
        for (Notices.Notice notice : notices.all(AT_ONCE)) {
            if (notice.told().isEmpty()) {
                List<Cid> cids = news.computeIfAbsent(notice.owner(), owner -> new ArrayList<>());
                if (cids.size() < TOLD_AT_ONCE) {
                    cids.add(notice.cid());
                }
            }
        }
        for (Map.Entry<Did, List<Cid>> each : news.entrySet()) {
            for (Acquaintance who : around.people.all()) {
                if (who.did().equals(each.getKey())
                        && around.presence.isOnline(who.peer())
                        && tell(who, each.getValue())) {
                    notices.told(each.getKey(), each.getValue(), clock.instant());
                }
            }
        }
    }

    private boolean tell(Acquaintance who, List<Cid> cids) {
        try {
            around.telling.parting(who.peer(), cids);
            return true;
        } catch (IOException e) {
            System.getLogger(Evicting.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> "telling " + who.name() + ": " + e.getMessage());
            return false;
        }
    }

    private void end() throws IOException {
        Instant now = clock.instant();
        for (Notices.Notice notice : notices.all(AT_ONCE)) {
            boolean over = notice.layer() == Layer.GIFT
                    ? !notice.given().plus(GUESTS_NOTICE).isAfter(now)
                    : notice.told()
                            .filter(told -> !told.plus(PEOPLES_NOTICE).isAfter(now))
                            .isPresent();
            if (over) {
                disk.holdings().release(notice.owner(), List.of(notice.cid()));
                feed.publish(
                        "disk", notice.cid().toString(), "keeps a shard of " + name(notice.owner()) + " no longer");
            }
        }
    }
}
