package community.kith.node;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.community.authority.Act;
import community.kith.community.authority.Answer;
import community.kith.community.authority.Authority;
import community.kith.community.fact.BondDissolved;
import community.kith.community.layer.Layer;
import community.kith.community.recovery.RecoveryPolicy;
import community.kith.community.trust.Bond;
import community.kith.community.trust.BondKind;
import community.kith.community.trust.Ticket;
import community.kith.node.account.AccountDesk;
import community.kith.node.account.Merged;
import community.kith.node.api.Attestations;
import community.kith.node.api.Backups;
import community.kith.node.api.Check;
import community.kith.node.api.Denylists;
import community.kith.node.api.Departure;
import community.kith.node.api.Entrusted;
import community.kith.node.api.Events;
import community.kith.node.api.FileHealth;
import community.kith.node.api.FileInfo;
import community.kith.node.api.FileQuery;
import community.kith.node.api.Grants;
import community.kith.node.api.Guardians;
import community.kith.node.api.Invitation;
import community.kith.node.api.Kith;
import community.kith.node.api.MayInfo;
import community.kith.node.api.NodeStatus;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.Opened;
import community.kith.node.api.OwnDevices;
import community.kith.node.api.Parting;
import community.kith.node.api.Person;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import community.kith.node.api.Removal;
import community.kith.node.api.Restored;
import community.kith.node.api.Signals;
import community.kith.node.api.Steward;
import community.kith.node.api.StorageFullException;
import community.kith.node.api.Trust;
import community.kith.node.api.Visible;
import community.kith.node.backup.Snapshots;
import community.kith.node.config.Quantity;
import community.kith.node.config.Settings;
import community.kith.node.denylist.DenylistBook;
import community.kith.node.denylist.DenylistDesk;
import community.kith.node.device.Devices;
import community.kith.node.event.EventFeed;
import community.kith.node.exchange.Identity;
import community.kith.node.exchange.Limits;
import community.kith.node.exchange.Patience;
import community.kith.node.exchange.Rates;
import community.kith.node.exchange.Reported;
import community.kith.node.exchange.Reports;
import community.kith.node.exchange.ShardClient;
import community.kith.node.exchange.ShardProtocol;
import community.kith.node.exchange.ShardServer;
import community.kith.node.exchange.Terms;
import community.kith.node.layer.Evicting;
import community.kith.node.layer.Uses;
import community.kith.node.ledger.LedgerException;
import community.kith.node.ledger.Pledges;
import community.kith.node.log.Journal;
import community.kith.node.log.Room;
import community.kith.node.log.Saying;
import community.kith.node.paper.Papers;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.Bonding;
import community.kith.node.people.Me;
import community.kith.node.people.Nearby;
import community.kith.node.people.People;
import community.kith.node.people.Presence;
import community.kith.node.people.Unbonding;
import community.kith.node.recovery.Outlook;
import community.kith.node.recovery.RecoveryDesk;
import community.kith.node.replication.Chance;
import community.kith.node.replication.Disk;
import community.kith.node.replication.Storage;
import community.kith.node.steward.Departing;
import community.kith.node.steward.Stewardship;
import community.kith.node.whereabouts.SignalBoard;
import community.kith.node.whereabouts.Whereabouts;
import community.kith.node.witness.Checkpoints;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.PeerWatcher;
import community.kith.store.blob.ReadOnlyException;
import community.kith.store.blob.Scrub;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/// One family node: a person's device among their people's. Made once by whoever wires the parts; it answers others as
/// soon as it is made, and looks after things at each [#tick], which [#start] sees to.
public final class Node implements Kith, AutoCloseable {
    private static final int MAX_USES = 1_000;
    private static final int MAX_HOUSEHOLD = 64;
    private static final Duration SCRUB_LOOKS = Duration.ofSeconds(1);
    private static final Duration MAX_VALIDITY = Duration.ofDays(366);

    private final Me me;
    private final Outside outside;
    private final Host host;
    private final Disk disk;
    private final Chance chance;
    private final Instant started;
    private final EventFeed feed;
    private final People people;
    private final Journal journal;
    private final Devices devices;
    private final Pledges pledges;
    private final ShardClient client;
    private final ShardServer server;
    private final Presence presence;
    private final Bonding bonding;
    private final Whereabouts whereabouts;
    private final SignalBoard signals;
    private final Storage storage;
    private final Snapshots snapshots;
    private final Stewardship stewardship;
    private final Departing departing;
    private final Optional<Scrub> scrub;
    private final AccountDesk accounts;
    private final Unbonding unbonding;
    private final Nearby nearby;
    private final Sight sight;
    private final Uses uses;
    private final Evicting evicting;
    private final DenylistDesk denylists;
    private final Papers papers;
    private final Diagnosis diagnosis;
    private final RecoveryDesk recovery;
    private final ReentrantLock ticking = new ReentrantLock();
    private final List<Heartbeat> heartbeats;
    private final Heartbeat accountBeat;

    /// @param disk opened for this node alone; closed with it
    public Node(Me me, Outside outside, Disk disk, Settings settings, Chance chance, DenylistBook denylists)
            throws IOException {
        this.me = me;
        this.outside = outside;
        this.disk = disk;
        this.chance = chance;
        this.started = chance.clock().instant();
        this.feed = new EventFeed(chance.clock());
        this.people = outside.people();
        this.journal = Journal.open(disk.ledger().database(), me.key(), Room.DEFAULT, chance.clock());
        this.devices = new Devices(me, journal, people, outside.host(), feed, chance);
        this.host = devices.host();
        this.pledges = new Pledges(disk.ledger());
        var identity = new Identity(me.device().delegation(), me.key());
        this.client = new ShardClient(host, identity.delegation(), this::bonds, Patience.DEFAULTS, chance.clock());
        this.presence = new Presence(people, host, client, feed, chance.clock(), settings.presence());
        this.whereabouts = new Whereabouts(me, people, presence, host, chance.clock());
        this.signals = new SignalBoard(chance.clock());
        this.bonding = new Bonding(me, people, host, chance.clock(), chance.entropy(), settings.offerBytes());
        this.storage = new Storage(
                me,
                disk,
                new Storage.Around(people, presence, client, outside.directory(), host::addresses),
                feed,
                settings,
                chance);
        this.snapshots =
                new Snapshots(disk.ledger().database(), storage, feed, chance.clock(), settings.largeDeletion());
        this.stewardship = new Stewardship(
                me,
                disk,
                new Stewardship.Around(people, presence, client, host),
                feed,
                chance.clock(),
                Storage.patience(settings));
        this.departing = new Departing(people, presence, client, disk.holdings());
        this.server = new ShardServer(
                identity,
                disk.holdings(),
                disk.blobs(),
                people,
                new Terms(
                        denylists,
                        Limits.DEFAULTS.withDiskFloor(settings.diskFloorBytes()),
                        settings.sharing().budgets(),
                        Rates.DEFAULTS,
                        devices::standing),
                chance.clock());
        this.scrub = disk.blobs().scrub(new Scrub.Pace(settings.tranquility(), chance.clock(), System::nanoTime));
        this.evicting = new Evicting(
                new Evicting.Around(
                        people, presence, client::parting, storage, new Evicting.Denied(denylists, me.did())),
                disk,
                feed,
                chance.clock(),
                settings);
        this.denylists = new DenylistDesk(
                me,
                denylists,
                new DenylistDesk.Around(people, presence, client, storage::blobsOf),
                feed,
                chance.clock());
        this.papers = new Papers(
                me, new Papers.Around(people, presence, host, disk.ledger().database(), storage::info), feed, chance);
        this.accounts = new AccountDesk(
                me, disk.ledger(), new AccountDesk.Around(people, presence, host, storage), feed, chance);
        this.unbonding = new Unbonding(
                me,
                people,
                host,
                disk.ledger(),
                new Unbonding.HandingOver() {
                    @Override
                    public void leaving(PeerId device) throws IOException {
                        storage.leaving(device);
                        stewardship.leaving(device);
                    }

                    @Override
                    public void gone(PeerId device) throws IOException {
                        storage.gone(device);
                    }

                    @Override
                    public long heldBy(PeerId device) throws IOException {
                        return storage.heldBy(device);
                    }

                    @Override
                    public long heldFor(Did person) throws IOException {
                        return disk.holdings().usedBy(person);
                    }
                },
                new Unbonding.Telling(feed, chance.clock()));
        this.nearby = new Nearby(me, people, settings.sharing().budgets().giftBytesEach());
        this.sight = new Sight(disk.ledger(), people, storage);
        this.uses =
                new Uses(disk.holdings(), people, pledges, settings.sharing().budgets(), storage.cache());
        this.diagnosis = new Diagnosis(
                new Diagnosis.Others(people, presence, client, outside.paths()),
                new Diagnosis.Rooms(disk, uses),
                scrub,
                settings,
                chance.clock());
        this.recovery = new RecoveryDesk(
                me,
                disk.ledger().database(),
                new RecoveryDesk.Around(people, presence, host, belongings(), feed),
                chance);
        this.heartbeats = new ArrayList<>(List.of(new Heartbeat("heartbeat", this::tick, settings.presence())));
        Heartbeat logs = new Heartbeat("logs", this::bringLogsInStep, settings.presence());
        devices.hurryBy(logs::hurry);
        heartbeats.add(logs);
        heartbeats.add(new Heartbeat("checkpoints", this::signCheckpoint, settings.presence()));
        heartbeats.add(new Heartbeat("snapshots", this::takeSnapshots, settings.presence()));
        this.accountBeat = new Heartbeat("account", accounts::tick, settings.presence());
        heartbeats.add(accountBeat);
        heartbeats.add(new Heartbeat("recovery", recovery::tick, settings.presence()));
        if (scrub.isPresent()) {
            heartbeats.add(new Heartbeat("scrub", this::scrub, SCRUB_LOOKS));
        }
        for (Upkeep upkeep : outside.upkeep()) {
            heartbeats.add(new Heartbeat(upkeep.getClass().getSimpleName(), upkeep::tick, upkeep.every()));
        }
        storage.recover();
        host.watch(new PeerWatcher() {
            @Override
            public void connected(PeerId peer) {
                noticed(peer);
            }

            @Override
            public void moved() {
                heartbeats.getFirst().hurry();
            }
        });
        server.reportTo(new Reports() {
            @Override
            public void placed(Did by, List<Reported> rows) throws IOException {
                storage.placed(by, rows);
            }

            @Override
            public void leaving(PeerId device) throws IOException {
                storage.leaving(device);
                stewardship.leaving(device);
                heartbeats.getFirst().hurry();
            }

            @Override
            public void parting(PeerId device, List<Cid> cids) throws IOException {
                storage.parting(device, cids);
                heartbeats.getFirst().hurry();
            }
        });
        host.accept(ShardProtocol.ID, server);
        papers.serve();
        bonding.serve(this::noticed);
        recovery.serve();
        accounts.serve();
        unbonding.serve();
        devices.welcomeWith(accounts::bytes);
    }

    /// Everything that is mine in one value, and where friends keep it.
    public AccountDesk accounts() {
        return accounts;
    }

    /// One of my people who was away has come: looks at them at once. A stranger changes nothing.
    private void noticed(PeerId peer) {
        try {
            if (!presence.isOnline(peer) && people.device(peer).isPresent()) {
                heartbeats.getFirst().hurry();
            }
        } catch (IOException e) {
            System.getLogger(Node.class.getName())
                    .log(System.Logger.Level.DEBUG, "cannot tell whether " + peer + " is one of my people", e);
        }
    }

    /// Begins to look after things by itself.
    public void start() {
        heartbeats.forEach(Heartbeat::start);
    }

    /// Looks for people, then does what is due for my files. One at a time; a second call waits for the first.
    public void tick() throws IOException {
        ticking.lock();
        try {
            presence.look();
            storage.tick();
            stewardship.tick();
            denylists.tick();
            papers.tick();
            evicting.tick();
            unbonding.tick();
            disk.holdings().forgetGuests();
            disk.holdings().tick();
            client.tick(chance.clock().instant());
        } finally {
            ticking.unlock();
        }
    }

    /// Brings logs in step with those who are there.
    public void bringLogsInStep() throws IOException {
        devices.tick(presence::isOnline);
    }

    /// Signs how far this device's log goes, and has people cosign it.
    public void signCheckpoint() throws IOException {
        devices.checkpoints().tick(presence::isOnline);
    }

    /// Checkpoints of this device's log, and what it saw of others'.
    public Checkpoints checkpoints() {
        return devices.checkpoints();
    }

    /// Where to say something for good.
    public Saying saying() {
        return journal;
    }

    /// The logs that this node follows, and their views.
    public Journal journal() {
        return journal;
    }

    /// Takes those snapshots that are due.
    public void takeSnapshots() throws IOException {
        room(() -> {
            snapshots.tick();
            return true;
        });
    }

    /// Reads on through the disk, if it is time to; what went bad is restored from others.
    public void scrub() throws IOException {
        if (scrub.isPresent()) {
            boolean[] found = new boolean[1];
            scrub.get().tick(cid -> {
                storage.damaged(cid);
                found[0] = true;
            });
            if (found[0]) {
                storage.mend();
            }
        }
    }

    @Override
    public NodeStatus status() {
        try {
            List<Acquaintance> all = people.all();
            return new NodeStatus(
                    Version.TEXT,
                    me.name(),
                    me.did(),
                    me.peer(),
                    host.addresses(),
                    Duration.between(started, chance.clock().instant()),
                    all.size(),
                    (int) all.stream()
                            .filter(who -> presence.isOnline(who.peer()))
                            .count(),
                    disk.holdings().bytes(Layer.SOVEREIGN),
                    disk.holdings().bytes(Layer.RECIPROCAL),
                    pledges.total(),
                    disk.blobs().freeBytes(),
                    storage.count(),
                    storage.shortOfDurable(),
                    uses.all(),
                    diagnosis.problems());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public FileInfo put(PutRequest request, PutSource source, Progress progress) throws IOException {
        try {
            return room(() -> storage.put(request, source, progress));
        } finally {
            accountBeat.hurry();
        }
    }

    @Override
    public Opened open(String link) throws IOException {
        return storage.open(link);
    }

    @Override
    public void read(String link, String path, long from, OptionalLong to, OutputStream out) throws IOException {
        storage.read(link, path, from, to, out);
    }

    @Override
    public long extract(String link, Path target, Progress progress) throws IOException {
        return storage.extract(link, target, progress);
    }

    @Override
    public List<FileInfo> files(FileQuery which) throws IOException {
        return storage.files(which);
    }

    @Override
    public FileInfo info(Cid manifest) throws IOException {
        return storage.info(manifest);
    }

    @Override
    public FileHealth health(Cid manifest) throws IOException {
        return storage.health(manifest);
    }

    @Override
    public FileHealth check(Cid manifest, Progress progress) throws IOException {
        return room(() -> storage.check(manifest, progress));
    }

    @Override
    public FileInfo pin(String link, Progress progress) throws IOException {
        return room(() -> storage.pin(link, progress));
    }

    @Override
    public void remove(Cid manifest, Removal how) throws IOException {
        room(() -> {
            storage.remove(manifest, how);
            return true;
        });
    }

    @Override
    public List<FileInfo> removed() {
        return unchecked(() -> storage.removed());
    }

    @Override
    public FileInfo restore(Cid manifest) throws IOException {
        return room(() -> storage.restore(manifest));
    }

    @Override
    public FileInfo release(Cid manifest) throws IOException {
        return room(() -> storage.release(manifest));
    }

    @Override
    public Denylists denylists() {
        return denylists;
    }

    @Override
    public MayInfo may(Did who, String act, Cid manifest) throws IOException {
        Answer answer = new Authority(people.graph())
                .may(
                        who,
                        Act.parse(act),
                        storage.content(manifest),
                        chance.clock().instant());
        return new MayInfo(
                answer.outcome().name().toLowerCase(Locale.ROOT),
                answer.reasons().text().lines().toList());
    }

    @Override
    public OwnDevices devices() {
        return devices.own();
    }

    @Override
    public Grants grants() {
        return papers.grants();
    }

    @Override
    public Attestations attestations() {
        return papers.attestations();
    }

    @Override
    public Guardians guardians() {
        return recovery;
    }

    /// Does what is due for recovery: mine, and that of those who chose me.
    public void tickRecovery() throws IOException {
        recovery.tick();
    }

    /// Takes up who the guardians are after the passport came back from them.
    public void rememberGuardians(RecoveryPolicy policy) throws IOException {
        recovery.remember(policy);
    }

    /// What there is to lose with this device.
    private Outlook.Belongings belongings() {
        return new Outlook.Belongings() {
            @Override
            public List<FileInfo> files(int most) throws IOException {
                List<FileInfo> all = new ArrayList<>();
                FileQuery next = FileQuery.first();
                List<FileInfo> page = storage.files(next);
                all.addAll(page);
                while (page.size() == FileQuery.MOST && all.size() < most) {
                    page = storage.files(next.after(page.getLast().manifest()));
                    all.addAll(page);
                }
                return all;
            }

            @Override
            public List<String> keepers() throws IOException {
                return accounts.keepers();
            }
        };
    }

    @Override
    public Backups backups() {
        return snapshots;
    }

    @Override
    public Invitation invite(String bondKind, int uses, Duration validFor) throws IOException {
        BondKind kind = BondKind.parse(bondKind);
        if (uses < 1 || uses > MAX_USES) {
            throw new IllegalArgumentException("a ticket is for 1 to " + MAX_USES + " people, not " + uses);
        }
        if (!validFor.isPositive() || validFor.compareTo(MAX_VALIDITY) > 0) {
            throw new IllegalArgumentException("a ticket is valid for at most a year, and for some time at least");
        }
        Ticket ticket = bonding.invite(kind, uses, validFor);
        return new Invitation(ticket.text(), kind.label(), uses, ticket.expires());
    }

    @Override
    public Person accept(String ticket) throws IOException {
        Did other = bonding.accept(ticket).otherThan(me.did()).orElseThrow().did();
        Acquaintance who = people.person(other).orElseThrow();
        presence.look(who);
        feed.publish("person", other.toString(), "you and " + who.name() + " have a bond now");
        return person(people.person(other).orElseThrow());
    }

    @Override
    public List<Person> people() {
        return unchecked(() -> devices.ofEachPerson(presence::isOnline).stream()
                .map(this::person)
                .toList());
    }

    @Override
    public Person pledge(Did who, long bytes) throws IOException {
        if (bytes < 0) {
            throw new IllegalArgumentException("a pledge of " + bytes + " bytes");
        }
        if (!people.pledge(who, bytes)) {
            throw new NotFoundException("nobody in your book has the DID " + who + " (kith people shows them)");
        }
        Acquaintance changed = people.person(who).orElseThrow();
        feed.publish("person", who.toString(), "pledged " + Quantity.text(bytes) + " to " + changed.name());
        return person(changed);
    }

    @Override
    public void household(Did who, String household) throws IOException {
        if (household.length() > MAX_HOUSEHOLD) {
            throw new IllegalArgumentException("the name of a household has at most " + MAX_HOUSEHOLD + " letters");
        }
        if (!people.household(who, household)) {
            throw new NotFoundException("nobody in your book has the DID " + who + " (kith people shows them)");
        }
    }

    @Override
    public List<Check> doctor() {
        List<Check> checks = new ArrayList<>(diagnosis.checks());
        checks.addAll(unchecked(devices::checks));
        return checks;
    }

    @Override
    public List<Steward> stewards() throws IOException {
        return storage.stewards();
    }

    @Override
    public List<Entrusted> entrusted() throws IOException {
        return stewardship.entrusted();
    }

    @Override
    public List<Departure> leave() throws IOException {
        return departing.leave();
    }

    @Override
    public Trust trust(Did who) throws IOException {
        return nearby.of(who);
    }

    @Override
    public Parting unbond(Did who) throws IOException {
        Optional<Acquaintance> was = people.person(who);
        Parting parting = unbonding.end(who);
        if (was.isPresent()) {
            journal.say(new BondDissolved(was.get().bond().id()));
        }
        heartbeats.getFirst().hurry();
        return parting;
    }

    @Override
    public List<Parting> partings() throws IOException {
        return unbonding.all();
    }

    @Override
    public List<Visible> visible() throws IOException {
        return sight.all();
    }

    @Override
    public void exportAccount(OutputStream out) throws IOException {
        try (InputStream account = accounts.bytes()) {
            account.transferTo(out);
        }
    }

    @Override
    public Restored importAccount(InputStream account) throws IOException {
        int before = people.all().size();
        Merged merged = room(() -> accounts.merge(account));
        heartbeats.getFirst().hurry();
        return new Restored(1, people.all().size() - before, merged.files(), 0, merged.settings());
    }

    @Override
    public Restored restoreAccount(List<String> addresses, Progress progress) throws IOException {
        List<Multiaddr> parsed = new ArrayList<>();
        for (String address : addresses) {
            try {
                parsed.add(Multiaddr.parse(address));
            } catch (ProtocolException e) {
                throw new IllegalArgumentException("“" + address + "” is no address: " + e.getMessage(), e);
            }
        }
        return room(() -> accounts.restore(parsed, progress));
    }

    @Override
    public Events events() {
        return feed.subscribe();
    }

    @Override
    public Signals signals() {
        return signals;
    }

    /// Where my people's devices are, for whoever searches for them.
    public Whereabouts whereabouts() {
        return whereabouts;
    }

    /// Stops looking after things, says goodbye to everybody, and closes the disk.
    @Override
    public void close() throws IOException {
        heartbeats.forEach(Heartbeat::close);
        outside.upkeep().forEach(Upkeep::close);
        client.close();
        host.close();
        disk.blobs().close();
        disk.ledger().close();
    }

    /// For those calls of the API that declare no failure.
    private static <T> T unchecked(Deed<T> deed) {
        try {
            return deed.done();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Deed<T> {
        T done() throws IOException;
    }

    /// A disk that takes nothing is told in the words of the API.
    private static <T> T room(Deed<T> deed) throws IOException {
        try {
            return deed.done();
        } catch (community.kith.store.blob.StorageFullException e) {
            throw new StorageFullException(
                    "this disk is full: " + e.getMessage() + "; nothing of it was kept; free some space and try again",
                    e);
        } catch (ReadOnlyException e) {
            throw noWrites(e);
        } catch (LedgerException e) {
            throw e.isOfTheDisk() ? noWrites(e) : e;
        }
    }

    private static StorageFullException noWrites(IOException cause) {
        return new StorageFullException(
                "this disk takes no writes at the moment: " + cause.getMessage() + "; what is here can be read; see"
                        + " what the system says of it (dmesg), and try again",
                cause);
    }

    private List<Bond> bonds() {
        return unchecked(() -> people.bonds());
    }

    private Person person(Acquaintance who) {
        try {
            return new Person(
                    who.did(),
                    who.name(),
                    who.bond().kind().label(),
                    presence.isOnline(who.peer()),
                    who.lastSeen(),
                    who.pledgedByMe(),
                    disk.holdings().usedBy(who.did()),
                    who.pledgedToMe(),
                    storage.heldBy(who.peer()),
                    who.peer().toString(),
                    outside.paths().to(who.peer()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
