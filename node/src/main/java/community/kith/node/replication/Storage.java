package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.community.authority.Act;
import community.kith.community.authority.Content;
import community.kith.community.denylist.SignedDenylist;
import community.kith.community.layer.Lodger;
import community.kith.community.placement.Input;
import community.kith.community.placement.RepairPolicy;
import community.kith.community.right.Deed;
import community.kith.community.right.RightTerms;
import community.kith.node.api.Drill;
import community.kith.node.api.FileHealth;
import community.kith.node.api.FileInfo;
import community.kith.node.api.FileQuery;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.Opened;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import community.kith.node.api.Removal;
import community.kith.node.api.Steward;
import community.kith.node.api.Tier;
import community.kith.node.api.UnavailableException;
import community.kith.node.cache.BlockCache;
import community.kith.node.config.Settings;
import community.kith.node.event.EventFeed;
import community.kith.node.exchange.Receipt;
import community.kith.node.exchange.Reported;
import community.kith.node.exchange.ShardClient;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.Me;
import community.kith.node.people.People;
import community.kith.node.people.Presence;
import community.kith.store.file.Baseline;
import community.kith.store.manifest.Link;
import community.kith.store.manifest.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/// My files: taking them in, giving them back, and seeing to it that they stay. Safe for many threads.
public final class Storage {
    /// What the files that keep my account say they were put from; nobody lists them.
    public static final String ACCOUNT = "kith:account";

    private static final int ACCOUNTS_KEPT = 2;
    private static final int RETRACTED_AT_ONCE = 1_000;
    private static final int ASSESSED_AT_ONCE = 4_096;

    private final Catalog catalog;
    private final Stripes stripes;
    private final Retractions retractions;
    private final Circle circle;
    private final ShardClient client;
    private final Assessor assessor;
    private final Repair repair;
    private final Audits audits;
    private final Mending mending;
    private final Putting putting;
    private final Reading reading;
    private final Keeping keeping;
    private final Adopting adopting;
    private final PinBudget pinBudget;
    private final BlockCache cache;
    private final Releasing releasing;
    private final Bin bin;
    private final Stewards stewards;
    private final StewardBook stewardBook;
    private final Leaving leaving;
    private final Presence presence;
    private final EventFeed feed;
    private final Settings settings;
    private final Chance chance;
    /// Those of whom not all stripes were assessed since they came or went, and how far that is; owned likewise.
    private final Map<PeerId, Long> unassessed = new TreeMap<>();
    /// Holders that were trusted when they were last looked at; owned by the thread in [#tick].
    private final Set<PeerId> trusted = new TreeSet<>();

    /// The people around: who they are, who is there, how to ask them, and whom to ask beyond them.
    public record Around(
            People people,
            Presence presence,
            ShardClient client,
            Directory directory,
            Supplier<List<Multiaddr>> myAddresses) {}

    public Storage(Me me, Disk disk, Around around, EventFeed feed, Settings settings, Chance chance) {
        this.feed = feed;
        this.settings = settings;
        this.chance = chance;
        this.presence = around.presence();
        this.client = around.client();
        this.catalog = new Catalog(disk.ledger().database());
        this.stripes = new Stripes(disk.ledger().database());
        this.retractions = new Retractions(disk.ledger().database());
        this.circle = new Circle(me, around.people(), presence);
        var shelf = new Shelf(disk.blobs(), disk.holdings().references());
        var books = new Upload.Books(shelf, stripes, retractions);
        var sources = new Sources(circle, around.directory());
        this.cache = new BlockCache(
                disk.holdings(),
                disk.blobs(),
                new BlockCache.Room(settings.sharing().cacheBytes(), settings.diskFloorBytes()),
                chance.clock());
        var means = new ShardFinder.Means(disk.blobs(), client, new Knowledge(stripes, System::nanoTime));
        var hydrating = new Hydrating(cache, catalog);
        var shards = new Shards(means, sources, hydrating);
        var outlook = new Sources.Outlook(new Manifests(means, sources, hydrating), shards, client);
        var delivery = new Delivery(client, circle, feed, chance.clock());
        this.stewardBook = new StewardBook(disk.ledger().database(), retractions);
        this.leaving = new Leaving(stewardBook, stripes, retractions);
        var looking = new Repair.Looking(catalog, books, circle, shards, leaving);
        this.assessor = new Assessor(catalog, stripes, circle, feed, chance.clock(), settings.grace());
        this.repair = new Repair(looking, delivery, feed, chance.clock(), settings);
        this.audits = new Audits(looking, client, repair, chance, settings.audit());
        this.mending = new Mending(disk.ledger().database(), looking, repair, chance.clock());
        this.putting = new Putting(circle, catalog, books, delivery, chance);
        this.reading = new Reading(outlook);
        this.keeping = new Keeping(catalog, books, circle, outlook, delivery, chance.clock());
        this.adopting = new Adopting(catalog, books, circle, outlook, chance.clock());
        this.pinBudget = new PinBudget(disk.holdings(), settings.sharing().budgets());
        this.releasing = new Releasing(catalog, books, circle, assessor);
        this.stewards = new Stewards(
                circle,
                new Stewards.Books(stripes, stewardBook),
                new ListMaker(circle, new Ranges(disk.blobs()), around.myAddresses(), chance.entropy()),
                client,
                chance.clock(),
                settings.sharing().stewards());
        this.bin = new Bin(disk.ledger(), catalog, books, circle, chance.clock(), settings);
    }

    /// Takes up what the last run left: puts that were cut off come to nothing, here and with holders.
    public void recover() throws IOException {
        retractions.abandonAll();
        stripes.releaseAll();
        bin.tick();
    }

    /// See [community.kith.node.api.Kith#put].
    public FileInfo put(PutRequest request, PutSource source, Progress progress) throws IOException {
        StoredFile file = putting.put(request, source, progress);
        feed.publish("file", file.manifest().toString(), "put " + file.name());
        return durable(file, request, progress);
    }

    private FileInfo durable(StoredFile file, PutRequest request, Progress progress) throws IOException {
        FileInfo info = assessor.assess(file);
        if (request.until() == PutRequest.Wait.FOR_DURABLE && !Assessor.isDurable(info)) {
            info = waitForHolders(file, progress);
        }
        if (request.until() == PutRequest.Wait.FOR_DURABLE && !Assessor.isDurable(info)) {
            int missing = Math.max(1, assessor.report(file).missingHolders());
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
    private FileInfo waitForHolders(StoredFile file, Progress progress) throws IOException {
        Instant until = chance.clock().instant().plus(settings.durableWait());
        FileHealth health = assessor.report(file);
        int eligible = circle.eligible(file.availability()).size();
        while (health.tier() == Tier.ACCEPTED
                && eligible + 1 >= health.supporters() + health.missingHolders()
                && chance.clock().instant().isBefore(until)) {
            progress.at("waiting for holders", file.sizeBytes(), file.sizeBytes());
            presence.look();
            assessor.assess(repair.tick());
            health = assessor.report(file);
            if (health.tier() == Tier.ACCEPTED && !pause()) {
                break;
            }
        }
        return info(file.manifest());
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

    /// Puts a folder or file again, for me alone, reading only what changed since the version before.
    ///
    /// @param before the manifest of that version, one of my files
    /// @param mostGone what part of its files may be gone, from 0 to 1
    /// @throws community.kith.store.file.LargeDeletionException when more are
    public FileInfo snapshot(Path path, Optional<Cid> before, double mostGone, Progress progress) throws IOException {
        var request =
                new PutRequest("", "private", List.of(), PutRequest.Holders.BY_REACH, PutRequest.Wait.FOR_DURABLE);
        Optional<Putting.Before> version = Optional.empty();
        if (before.isPresent()) {
            StoredFile file = file(before.get());
            Manifests.Found found = reading.find(file.link());
            version = Optional.of(new Putting.Before(file, new Baseline(found.manifest(), file.created(), mostGone)));
        }
        StoredFile file = putting.put(request, new PutSource.OnDisk(path), version, progress);
        feed.publish("file", file.manifest().toString(), "took a snapshot of " + path);
        return durable(file, request, progress);
    }

    /// Stores my account like any content of mine, and lets go of the one before the last. It is handed out to whoever
    /// is there now, to the others later.
    public FileInfo putAccount(InputStream bytes) throws IOException {
        var request = new PutRequest(
                "account", "private", List.of(), PutRequest.Holders.BY_REACH, PutRequest.Wait.FOR_DURABLE);
        StoredFile file = putting.put(request, new PutSource.Streamed(bytes), ACCOUNT, Progress.NONE);
        List<StoredFile> all = catalog.from(ACCOUNT);
        for (StoredFile old : all.subList(Math.min(ACCOUNTS_KEPT, all.size()), all.size())) {
            bin.remove(old, Removal.FOR_GOOD);
        }
        return assessor.assess(file);
    }

    /// The links of the accounts that were put, the newest first.
    public List<String> accounts() throws IOException {
        return catalog.from(ACCOUNT).stream().map(StoredFile::link).toList();
    }

    /// How long a link's file is.
    public long sizeOf(String link) throws IOException {
        return reading.find(link).manifest().sizeBytes();
    }

    /// Whether this is a file of mine that was not removed.
    public boolean has(Cid manifest) throws IOException {
        return catalog.file(manifest).filter(file -> file.removed().isEmpty()).isPresent();
    }

    /// The file of mine with that link.
    public FileInfo infoOf(String link) throws IOException {
        return info(Link.parse(link).manifest());
    }

    /// See [community.kith.node.api.Backups#drill].
    public Drill drill(Cid manifest, Progress progress) throws IOException {
        StoredFile file = file(manifest);
        Instant began = chance.clock().instant();
        int holders = reading.drill(file.link(), progress);
        return new Drill(
                info(manifest),
                file.sizeBytes(),
                holders,
                Duration.between(began, chance.clock().instant()));
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

    /// See [community.kith.node.api.Kith#files].
    public List<FileInfo> files(FileQuery which) throws IOException {
        return catalog.infos(which);
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
        for (StoredStripe stripe : catalog.stripes(file)) {
            audits.auditAll(stripe);
        }
        progress.at("repairing", 0, file.sizeBytes());
        assessor.assess(repair.tick());
        return assessor.report(file);
    }

    /// See [community.kith.node.api.Kith#pin].
    public FileInfo pin(String link, Progress progress) throws IOException {
        Manifests.Found found = reading.find(link);
        Optional<StoredFile> known = catalog.file(found.link().manifest());
        if (known.isEmpty() || (known.get().released() && !known.get().mine())) {
            pinBudget.require(found.manifest());
        }
        StoredFile file = keeping.keep(found, progress);
        if (file.removed().isPresent()) {
            bin.restore(file);
        }
        if (file.released()) {
            keeping.hydrate(file, progress);
        }
        cache.forget(file.manifest()); // rows that were cached and need not be kept
        assessor.assess(file);
        feed.publish("file", file.manifest().toString(), "keeping " + file.name());
        return info(file.manifest());
    }

    /// See [community.kith.node.api.Kith#release].
    public FileInfo release(Cid manifest) throws IOException {
        if (catalog.file(manifest).isEmpty() && cache.forget(manifest)) {
            feed.publish("file", manifest.toString(), "forgot what had been read of it");
            return reading.infoOfRead(manifest).orElseThrow(() -> notMine(manifest));
        }
        StoredFile file = file(manifest);
        releasing.release(file);
        cache.forget(manifest);
        feed.publish("file", manifest.toString(), "let go of " + file.name() + " on this disk");
        return info(manifest);
    }

    /// See [community.kith.node.api.Kith#remove].
    public void remove(Cid manifest, Removal how) throws IOException {
        StoredFile file = file(manifest);
        bin.remove(file, how);
        cache.forget(manifest);
        feed.publish("file", manifest.toString(), "removed " + file.name());
        takeBack();
    }

    public List<FileInfo> removed() throws IOException {
        return catalog.removed();
    }

    /// See [community.kith.node.api.Kith#restore].
    public FileInfo restore(Cid manifest) throws IOException {
        StoredFile file = file(manifest);
        bin.restore(file);
        feed.publish("file", manifest.toString(), "restored " + file.name());
        return assessor.assess(file);
    }

    /// How patient repair is, by these settings.
    public static RepairPolicy patience(Settings settings) {
        return Repair.policy(settings);
    }

    /// Those who look after my stripes when I am away.
    public List<Steward> stewards() throws IOException {
        return stewards.all();
    }

    /// Writes down what holders signed for me on a steward's asking; the next proofs show what is true of it.
    public void placed(Did by, List<Reported> rows) throws IOException {
        if (!stewards.isOne(by)) {
            return;
        }
        Set<StoredStripe> touched = new LinkedHashSet<>();
        for (Reported row : rows) {
            Optional<StoredStripe> stripe = stripes.find(row.stripe());
            if (stripe.isPresent() && fits(stripe.get(), row)) {
                Receipt receipt = row.receipt();
                stripes.place(
                        stripe.get(),
                        List.of(new PlacedRow(
                                row.row(),
                                receipt.holder(),
                                receipt.cid(),
                                receipt.sizeBytes(),
                                receipt.bytes(),
                                chance.clock().instant(),
                                Instant.EPOCH)));
                repair.tell(new Input.Placed(stripe.get().segment(), row.row(), receipt.holder()));
                touched.add(stripe.get());
            }
        }
        if (!touched.isEmpty()) {
            assessor.assess(touched);
            feed.publish(
                    "repair",
                    by.toString(),
                    "a steward brought " + rows.size() + (rows.size() == 1 ? " shard" : " shards")
                            + " of mine to new holders while I was away");
        }
    }

    private boolean fits(StoredStripe stripe, Reported row) throws IOException {
        return row.row() < stripe.stripe().n()
                && stripe.stripe().shards().get(row.row()).equals(row.receipt().cid())
                && stripe.stripe().shardBytes() == row.receipt().sizeBytes()
                && circle.device(row.receipt().holder()).isPresent();
    }

    /// Somebody's device goes away for good: what it keeps for me is brought elsewhere from now on.
    public void leaving(PeerId device) throws IOException {
        Optional<Acquaintance> who = circle.device(device);
        if (who.isPresent()) {
            stewardBook.leaves(device, chance.clock().instant());
            feed.publish("person", who.get().did().toString(), who.get().name() + " is leaving; their shards move");
        }
    }

    /// A device will not keep these for me much longer: they count on it no more, and are made anew elsewhere. Until
    /// the
    /// device lets go they can be fetched from it all the same.
    public void parting(PeerId device, List<Cid> cids) throws IOException {
        Set<StoredStripe> touched = new LinkedHashSet<>();
        for (Cid cid : cids) {
            for (StoredStripe stripe : stripes.with(cid, device)) {
                for (PlacedRow row : stripes.placements(stripe)) {
                    if (row.holder().equals(device) && row.shard().equals(cid)) {
                        stripes.lost(stripe, row);
                        repair.tell(new Input.ShardMissing(stripe.segment(), row.row(), device));
                        touched.add(stripe);
                    }
                }
            }
        }
        if (!touched.isEmpty()) {
            assessor.assess(touched);
            String who = circle.device(device).map(Acquaintance::name).orElse("somebody");
            feed.publish(
                    "repair",
                    device.toString(),
                    who + " has no room any more for " + cids.size() + (cids.size() == 1 ? " shard" : " shards")
                            + " of mine; they are brought elsewhere");
        }
    }

    /// A device that was let go of holds nothing for me any more, whatever it signed: what only lay there is made anew.
    public void gone(PeerId device) throws IOException {
        List<StoredStripe> some = stripes.at(device, 0, ASSESSED_AT_ONCE);
        while (!some.isEmpty()) {
            for (StoredStripe stripe : some) {
                for (PlacedRow row : stripes.placements(stripe)) {
                    if (row.holder().equals(device)) {
                        stripes.lost(stripe, row);
                        repair.tell(new Input.ShardMissing(stripe.segment(), row.row(), device));
                    }
                }
            }
            assessor.assess(some);
            some = stripes.at(device, some.getLast().id(), ASSESSED_AT_ONCE);
        }
    }

    /// Every blob that a link or a file of mine is made of, the manifest first; the CID itself when it is no file here.
    public List<Cid> blobsOf(String linkOrCid) throws IOException {
        String link = linkOrCid;
        if (!link.startsWith("kith:")) {
            Cid cid = named(linkOrCid);
            Optional<StoredFile> file = catalog.file(cid);
            if (file.isEmpty()) {
                return List.of(cid);
            }
            link = file.get().link();
        }
        Manifests.Found found = reading.find(link);
        Set<Cid> blobs = new LinkedHashSet<>();
        blobs.add(found.link().manifest());
        for (Segment segment : found.manifest().allSegments()) {
            blobs.addAll(segment.stripe().shards());
            if (blobs.size() > SignedDenylist.MAX_BLOBS) {
                throw new IllegalArgumentException(
                        "it is made of more than " + SignedDenylist.MAX_BLOBS + " blobs, too many for one list");
            }
        }
        return List.copyOf(blobs);
    }

    private static Cid named(String cid) {
        try {
            return Cid.parse(cid);
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("“" + cid + "” is neither a link nor a CID", e);
        }
    }

    /// Some of the files that I pinned and that lie here, as lodgers of this disk.
    public List<Lodger> pinned(int most) throws IOException {
        return catalog.pinned(most);
    }

    /// Lets go of a file's bytes here if it stays durable without them.
    ///
    /// @return false when it would not: then nothing is let go
    public boolean releaseIfDurable(Cid manifest) throws IOException {
        try {
            releasing.release(file(manifest));
            return true;
        } catch (UnavailableException e) {
            return false;
        }
    }

    /// A blob on this disk went bad and counts as missing: if it is a shard of mine, [#mend] restores it.
    public void damaged(Cid cid) throws IOException {
        if (!mending.damaged(cid)) {
            feed.publish(
                    "repair", cid.toString(), "something kept here for others went bad; their audits will miss it");
        }
    }

    /// Restores from others what went bad here, as far as they are there.
    public void mend() throws IOException {
        mending.mend();
    }

    /// What was fetched to be read.
    public BlockCache cache() {
        return cache;
    }

    /// How many bytes a holder has signed for.
    public long heldBy(PeerId holder) throws IOException {
        return stripes.bytesAt(holder) + stewardBook.bytesAt(holder);
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
        bin.tick();
        takeBack();
        mending.tick();
        cache.tick();
        Set<StoredStripe> touched = new LinkedHashSet<>(audits.tick());
        touched.addAll(adopting.tick());
        touched.addAll(repair.tick());
        stewards.tick();
        touched.addAll(stripesOfThoseWhoCameOrWent());
        assessor.assess(touched);
    }

    /// A few thousand stripes of each at a time: the next beats see to the others.
    private Set<StoredStripe> stripesOfThoseWhoCameOrWent() throws IOException {
        Instant now = chance.clock().instant();
        for (var who : circle.people()) {
            boolean trust = circle.isTrusted(who.peer(), settings.grace(), now);
            if (trust ? trusted.add(who.peer()) : trusted.remove(who.peer())) {
                unassessed.put(who.peer(), 0L);
            }
        }
        Set<StoredStripe> touched = new LinkedHashSet<>();
        for (Map.Entry<PeerId, Long> each : List.copyOf(unassessed.entrySet())) {
            List<StoredStripe> some = stripes.at(each.getKey(), each.getValue(), ASSESSED_AT_ONCE);
            touched.addAll(some);
            if (some.size() < ASSESSED_AT_ONCE) {
                unassessed.remove(each.getKey());
            } else {
                unassessed.put(each.getKey(), some.getLast().id());
            }
        }
        return touched;
    }

    private void takeBack() throws IOException {
        for (PeerId holder : retractions.holders()) {
            if (!circle.isOnline(holder)) {
                continue;
            }
            List<Cid> shards = new ArrayList<>(retractions.of(holder, RETRACTED_AT_ONCE));
            while (!shards.isEmpty() && takenBack(holder, shards)) {
                shards = retractions.of(holder, RETRACTED_AT_ONCE);
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
        retractions.done(holder, shards);
        return true;
    }

    /// A file as far as it matters for who may do what with it, with the rights that its stewards have.
    public Content content(Cid manifest) throws IOException {
        StoredFile file = file(manifest);
        List<Content.Given> given = new ArrayList<>();
        for (StewardBook.Chosen steward : stewardBook.stewards()) {
            for (StewardBook.Given each : stewardBook.given(steward.peer())) {
                RightTerms terms = each.right().terms();
                if (terms.conditions().reach() == file.audience().reach()
                        && terms.conditions().named().equals(file.audience().named())) {
                    Act act = terms.deed() == Deed.REPAIR ? Act.REPAIR : Act.AUDIT;
                    given.add(
                            new Content.Given(terms.grantee(), act, terms.term().expires()));
                }
            }
        }
        return new Content(
                manifest.toString(),
                file.audience().owner(),
                file.audience().reach(),
                file.availability(),
                file.audience().named(),
                given);
    }

    private StoredFile file(Cid manifest) throws IOException {
        return catalog.file(manifest).orElseThrow(() -> notMine(manifest));
    }

    private static NotFoundException notMine(Cid manifest) {
        return new NotFoundException("no file of mine has the manifest " + manifest + " (kith ls shows them)");
    }
}
