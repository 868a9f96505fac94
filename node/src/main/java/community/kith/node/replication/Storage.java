package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.community.placement.Health;
import community.kith.node.api.FileHealth;
import community.kith.node.api.FileInfo;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.Opened;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import community.kith.node.api.UnavailableException;
import community.kith.node.config.Settings;
import community.kith.node.event.EventFeed;
import community.kith.node.exchange.ShardClient;
import community.kith.node.people.Me;
import community.kith.node.people.People;
import community.kith.node.people.Presence;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/// My files: taking them in, giving them back, and seeing to it that they stay. Safe for many threads.
public final class Storage {
    private static final int RETRACTED_AT_ONCE = 1_000;

    private final Catalog catalog;
    private final Circle circle;
    private final Shelf shelf;
    private final ShardClient client;
    private final Assessor assessor;
    private final Repair repair;
    private final Audits audits;
    private final Putting putting;
    private final Reading reading;
    private final Keeping keeping;
    private final Presence presence;
    private final EventFeed feed;
    private final Settings settings;
    private final Chance chance;
    private final Disk disk;
    /// Holders that were trusted when they were last looked at; owned by the thread in [#tick].
    private final Set<PeerId> trusted = new TreeSet<>();

    /// The people around: who they are, who is there, how to ask them, and whom to ask beyond them.
    public record Around(People people, Presence presence, ShardClient client, Directory directory) {}

    public Storage(Me me, Disk disk, Around around, EventFeed feed, Settings settings, Chance chance) {
        this.disk = disk;
        this.feed = feed;
        this.settings = settings;
        this.chance = chance;
        this.presence = around.presence();
        this.client = around.client();
        this.catalog = new Catalog(disk.ledger().database());
        this.circle = new Circle(me, around.people(), presence);
        this.shelf = new Shelf(disk.blobs(), disk.holdings().references());
        Content content = new Content(disk.blobs(), client, new Sources(circle, around.directory()));
        var delivery = new Delivery(client, circle, feed, chance.clock());
        var sources = new Audits.Sources(catalog, circle, content, disk.blobs(), client);
        this.assessor = new Assessor(catalog, circle, feed, chance.clock(), settings.grace());
        this.repair = new Repair(sources, delivery, feed, chance.clock(), settings);
        this.audits = new Audits(sources, repair, feed, chance, settings.audit());
        this.putting = new Putting(disk.ledger(), shelf, catalog, circle, delivery, chance);
        this.reading = new Reading(content);
        this.keeping = new Keeping(shelf, catalog, circle, sources, delivery, chance.clock());
    }

    /// Takes up what the last run left: puts that were cut off come to nothing, here and with holders.
    public void recover() throws IOException {
        catalog.abandonAll();
        for (String orphan : catalog.orphans()) {
            shelf.drop(orphan);
        }
    }

    /// See [community.kith.node.api.Kith#put].
    public FileInfo put(PutRequest request, PutSource source, Progress progress) throws IOException {
        StoredFile file = putting.put(request, source, progress);
        feed.publish("file", file.manifest().toString(), "put " + file.name());
        Health health = assessor.assess(file);
        if (request.until() == PutRequest.Wait.FOR_DURABLE && !Assessor.isDurable(health)) {
            health = waitForHolders(file, progress);
        }
        if (request.until() == PutRequest.Wait.FOR_DURABLE && !Assessor.isDurable(health)) {
            int missing = Math.max(1, health.missingHolders());
            throw new UnavailableException(
                    file.name() + " is kept here, but " + missing + (missing == 1 ? " more holder" : " more holders")
                            + " must sign before it is durable; it is handed out as soon as people answer"
                            + " (invite somebody: kith invite)",
                    missing,
                    file.link());
        }
        return info(file.manifest());
    }

    /// People who are expected may yet answer; those whom nobody has invited will not.
    private Health waitForHolders(StoredFile file, Progress progress) throws IOException {
        Instant until = chance.clock().instant().plus(settings.durableWait());
        Health health = assessor.assess(file);
        int eligible = circle.eligible(file.availability()).size();
        while (!Assessor.isDurable(health)
                && eligible + 1 >= health.supporters() + health.missingHolders()
                && chance.clock().instant().isBefore(until)) {
            progress.at("waiting for holders", file.sizeBytes(), file.sizeBytes());
            presence.look();
            repair.tick();
            health = assessor.assess(file);
            if (!Assessor.isDurable(health) && !pause()) {
                break;
            }
        }
        return health;
    }

    private boolean pause() {
        try {
            Thread.sleep(settings.presence().dividedBy(4).plusMillis(50));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public Opened open(String link) throws IOException {
        return reading.open(link);
    }

    public void read(String link, String path, long from, OptionalLong to, OutputStream out) throws IOException {
        reading.read(link, path, from, to, out);
    }

    public long extract(String link, Path target, Progress progress) throws IOException {
        return reading.extract(link, target, progress);
    }

    public List<FileInfo> files() throws IOException {
        return catalog.infos();
    }

    public FileInfo info(Cid manifest) throws IOException {
        return catalog.info(manifest).orElseThrow(() -> notMine(manifest));
    }

    public FileHealth health(Cid manifest) throws IOException {
        return assessor.report(file(manifest));
    }

    /// See [community.kith.node.api.Kith#check].
    public FileHealth check(Cid manifest, Progress progress) throws IOException {
        StoredFile file = file(manifest);
        progress.at("looking for holders", 0, file.sizeBytes());
        presence.look();
        progress.at("asking for proofs", 0, file.sizeBytes());
        audits.auditAll(file);
        progress.at("repairing", 0, file.sizeBytes());
        repair.tick();
        return assessor.report(file);
    }

    /// See [community.kith.node.api.Kith#pin].
    public FileInfo pin(String link, Progress progress) throws IOException {
        StoredFile file = keeping.keep(reading.find(link), progress);
        assessor.assess(file);
        feed.publish("file", file.manifest().toString(), "keeping " + file.name());
        return info(file.manifest());
    }

    public void remove(Cid manifest) throws IOException {
        StoredFile file = file(manifest);
        disk.ledger().inTransaction(() -> {
            for (PlacedRow row : catalog.placements(file)) {
                if (!row.holder().equals(circle.me().peer())) {
                    catalog.retract(row.holder(), List.of(row.shard()));
                }
            }
            catalog.remove(file);
            shelf.drop(file.reference());
        });
        feed.publish("file", manifest.toString(), "removed " + file.name());
        takeBack();
    }

    /// How many bytes a holder has signed for.
    public long heldBy(PeerId holder) throws IOException {
        return catalog.bytesAt(holder);
    }

    public int count() throws IOException {
        return (int) catalog.count();
    }

    public int shortOfDurable() throws IOException {
        return (int) catalog.shortOfDurable();
    }

    /// Does what is due: takes back what was removed, audits, repairs, and works out anew how files stand that were
    /// touched by any of it.
    public void tick() throws IOException {
        putting.tick();
        takeBack();
        Set<StoredFile> touched = new HashSet<>(audits.tick());
        touched.addAll(repair.tick());
        touched.addAll(filesOfThoseWhoCameOrWent());
        for (StoredFile file : touched) {
            if (catalog.file(file.manifest()).isPresent()) {
                assessor.assess(file);
            }
        }
    }

    private Set<StoredFile> filesOfThoseWhoCameOrWent() throws IOException {
        Set<StoredFile> touched = new HashSet<>();
        Instant now = chance.clock().instant();
        for (var who : circle.people()) {
            boolean trust = circle.isTrusted(who.peer(), settings.grace(), now);
            if (trust ? trusted.add(who.peer()) : trusted.remove(who.peer())) {
                touched.addAll(catalog.filesAt(who.peer()));
            }
        }
        return touched;
    }

    private void takeBack() throws IOException {
        for (PeerId holder : catalog.holdersToTakeBackFrom()) {
            if (!circle.isOnline(holder)) {
                continue;
            }
            List<Cid> shards = new ArrayList<>(catalog.retractions(holder, RETRACTED_AT_ONCE));
            while (!shards.isEmpty() && takenBack(holder, shards)) {
                shards = catalog.retractions(holder, RETRACTED_AT_ONCE);
            }
        }
    }

    private boolean takenBack(PeerId holder, List<Cid> shards) throws IOException {
        try {
            client.delete(holder, shards);
        } catch (IOException e) {
            System.getLogger(Storage.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> "taking shards back from " + holder + ": " + e.getMessage());
            return false;
        }
        catalog.retracted(holder, shards);
        return true;
    }

    private StoredFile file(Cid manifest) throws IOException {
        return catalog.file(manifest).orElseThrow(() -> notMine(manifest));
    }

    private static NotFoundException notMine(Cid manifest) {
        return new NotFoundException("no file of mine has the manifest " + manifest + " (kith ls shows them)");
    }
}
