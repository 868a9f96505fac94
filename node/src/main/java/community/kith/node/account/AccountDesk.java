package community.kith.node.account;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.node.api.Progress;
import community.kith.node.api.RefusedException;
import community.kith.node.api.Restored;
import community.kith.node.event.EventFeed;
import community.kith.node.ledger.Ledger;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.Me;
import community.kith.node.people.People;
import community.kith.node.people.Presence;
import community.kith.node.replication.Chance;
import community.kith.node.replication.Storage;
import community.kith.p2p.host.Host;
import community.kith.store.manifest.Link;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Keeps my account where it outlives this computer: writes it when something changed, has my friends keep its head,
/// and
/// brings it back from them on a new computer. Owned by whoever calls [#tick]; the rest is for any thread.
public final class AccountDesk {
    /// Changes that come one after another are written once.
    private static final Duration SETTLE = Duration.ofSeconds(3);

    /// And, per MiB that the last one had, so much later: a large account is not written for each new file.
    private static final Duration PER_MEBIBYTE = Duration.ofSeconds(20);

    /// Where friends are found changes without anything else: then it is written so often.
    private static final Duration ANYWAY = Duration.ofDays(1);

    private static final int LINKS = 2;
    private static final int MAX_SETTING = 1_000;
    private static final Set<String> PORTABLE = Set.of(
            "presence.interval",
            "repair.grace",
            "audit.interval",
            "bond.offer",
            "put.durable-wait",
            "undelete",
            "delete.ask",
            "scrub.tranquility",
            "stewards",
            "budget.reciprocal",
            "budget.invested",
            "budget.gift");

    private final Me me;
    private final Ledger ledger;
    private final People people;
    private final Presence presence;
    private final Storage storage;
    private final EventFeed feed;
    private final Chance chance;
    private final HeadBook heads;
    private final AccountExchange exchange;
    private final Host host;
    private final Change change;
    private volatile NavigableMap<String, String> settings = new TreeMap<>();
    private String written = "";
    private Instant writtenAt = Instant.MIN;
    private long writtenBytes;

    /// The people around, and how they are reached.
    public record Around(People people, Presence presence, Host host, Storage storage) {}

    public AccountDesk(Me me, Ledger ledger, Around around, EventFeed feed, Chance chance) {
        this.me = me;
        this.ledger = ledger;
        this.people = around.people();
        this.presence = around.presence();
        this.storage = around.storage();
        this.host = around.host();
        this.feed = feed;
        this.chance = chance;
        this.heads = new HeadBook(ledger);
        this.change = new Change(ledger);
        this.exchange = new AccountExchange(me, people, heads, host, chance.clock());
    }

    /// Keeps the heads of those I have a bond with, from now on.
    public void serve() {
        exchange.serve();
    }

    /// What the owner has set, by name; what is about one computer alone stays out of the account.
    public void settings(Map<String, String> set) {
        NavigableMap<String, String> portable = new TreeMap<>();
        set.forEach((name, value) -> {
            if (PORTABLE.contains(name) && value.length() <= MAX_SETTING) {
                portable.put(name, value);
            }
        });
        settings = portable;
    }

    /// Everything that is mine, as one value.
    public Account account() throws IOException {
        return Account.of(ledger, me, settings);
    }

    /// The same as bytes, for an account of any length.
    public InputStream bytes() throws IOException {
        return Account.write(ledger, me, settings);
    }

    /// Takes up what is not known here yet.
    public Merged merge(InputStream account) throws IOException {
        Merged merged = Account.merge(account, ledger, me, chance.clock().instant());
        people.reread();
        return merged;
    }

    /// Writes the account if something changed, and has those friends keep its head who do not have it yet.
    public void tick() throws IOException {
        if (people.all().isEmpty()) {
            return;
        }
        Instant now = chance.clock().instant();
        if (isDue(now)) {
            write(now);
        }
        heads.forgetStrangers(me.did());
        Optional<AccountHead> mine = heads.of(me.did(), me.peer());
        if (mine.isPresent()) {
            publish(mine.get());
        }
    }

    private boolean isDue(Instant now) throws IOException {
        Duration settle = SETTLE.plus(PER_MEBIBYTE.multipliedBy(writtenBytes >> 20));
        if (writtenAt.isAfter(now.minus(settle)) && !writtenAt.isAfter(now)) {
            return false;
        }
        return !change.print(me.did(), me.name(), settings).equals(written)
                || writtenAt.isAfter(now)
                || writtenAt.isBefore(now.minus(ANYWAY));
    }

    private void write(Instant now) throws IOException {
        String print = change.print(me.did(), me.name(), settings);
        try (InputStream account = Account.write(ledger, me, settings)) {
            writtenBytes = storage.putAccount(account).sizeBytes();
        }
        written = print;
        writtenAt = now;
        List<Link> links = new ArrayList<>();
        for (String link : storage.accounts()) {
            if (links.size() < LINKS) {
                links.add(Link.parse(link));
            }
        }
        sign(heads.counter(me.did(), me.peer()) + 1, links, now);
    }

    private AccountHead sign(long counter, List<Link> links, Instant now) throws IOException {
        List<Item.Place> friends = new ArrayList<>();
        for (Acquaintance who : people.all()) {
            Item.Place place =
                    new Item.Place(who.peer(), who.addresses().stream().limit(3).toList());
            // Those who are there now come first, as long as there is room.
            friends.add(presence.isOnline(who.peer()) ? 0 : friends.size(), place);
        }
        AccountHead head =
                AccountHead.make(me, counter, now, new AccountHead.Contents(links, friends), chance.entropy());
        heads.keep(head, now);
        return head;
    }

    private void publish(AccountHead mine) throws IOException {
        AccountHead head = mine;
        for (Acquaintance who : people.all()) {
            if (!presence.isOnline(who.peer()) || heads.sent(who.peer()) >= head.counter()) {
                continue;
            }
            try {
                long there = exchange.keepAt(who.peer(), head);
                if (there > head.counter() && me.root().isPresent()) {
                    // This ledger is older than what it wrote: go on from where friends know that it was.
                    AccountHead.Contents contents = head.open(me.root().get());
                    head = sign(there + 1, contents.links(), chance.clock().instant());
                    there = exchange.keepAt(who.peer(), head);
                }
                heads.sent(who.peer(), there);
            } catch (IOException e) {
                System.getLogger(AccountDesk.class.getName())
                        .log(System.Logger.Level.DEBUG, () -> who.name() + " does not keep my account's head: " + e);
            }
        }
    }

    /// How many devices of my people have the head that I wrote last, and when I wrote it.
    public Optional<Kept> kept() throws IOException {
        Optional<AccountHead> mine = heads.of(me.did(), me.peer());
        if (mine.isEmpty()) {
            return Optional.empty();
        }
        int by = 0;
        for (Acquaintance who : people.all()) {
            by += heads.sent(who.peer()) >= mine.get().counter() ? 1 : 0;
        }
        return Optional.of(new Kept(mine.get().at(), by));
    }

    /// Those of my people who have the head that I wrote last, or nearly.
    public List<String> keepers() throws IOException {
        List<String> keepers = new ArrayList<>();
        for (Acquaintance who : people.all()) {
            if (heads.sent(who.peer()) > 0 && !keepers.contains(who.name())) {
                keepers.add(who.name());
            }
        }
        return keepers;
    }

    /// @param by devices of my people that have it
    public record Kept(Instant written, int by) {}

    /// Looks for my account at these addresses and at all friends that come up on the way, and takes up what it says:
    /// people first, then files. This device must have the passport's key.
    ///
    /// @param addresses of devices of friends, each ending in `/p2p/PEERID`
    /// @throws RefusedException when this device does not have the passport's key
    public Restored restore(Collection<Multiaddr> addresses, Progress progress) throws IOException {
        SigningKey root = me.root()
                .orElseThrow(() -> new RefusedException(
                        "this device does not have the passport's key, which alone opens the account; recover it first"
                                + " (kith recover)"));
        progress.at("asking friends", 0, 1);
        Search search = new Search(me, people, exchange, host, root, chance.clock());
        List<AccountHead.Contents> found = search.from(addresses);
        people.reread();
        presence.look();
        int read = 0;
        int unread = 0;
        long files = 0;
        NavigableMap<String, String> set = new TreeMap<>();
        for (AccountHead.Contents contents : found) {
            progress.at("reading the account", read, found.size());
            Optional<Merged> merged = merge(contents);
            if (merged.isPresent()) {
                read++;
                files += merged.get().files();
                merged.get().settings().forEach(set::putIfAbsent);
            } else {
                unread++;
            }
        }
        people.reread();
        presence.look();
        int met = people.all().size() - search.knownBefore();
        feed.publish("account", me.did().toString(), "my account is back: " + met + " people, " + files + " files");
        return new Restored(read, Math.max(0, met), files, unread, set);
    }

    private Optional<Merged> merge(AccountHead.Contents contents) throws IOException {
        for (Link link : contents.links()) {
            try (InputStream in = new LinkStream(storage, link.toString())) {
                return Optional.of(merge(in));
            } catch (java.net.ProtocolException e) {
                throw e;
            } catch (IOException e) {
                System.getLogger(AccountDesk.class.getName())
                        .log(System.Logger.Level.INFO, () -> "an account cannot be read now: " + e.getMessage());
            }
        }
        return Optional.empty();
    }
}
