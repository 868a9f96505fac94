package community.kith.doors;

import community.kith.base.crypto.Sha256;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
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
import community.kith.node.api.Guardians;
import community.kith.node.api.Invitation;
import community.kith.node.api.Kith;
import community.kith.node.api.NodeStatus;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.Opened;
import community.kith.node.api.OwnDevices;
import community.kith.node.api.Parting;
import community.kith.node.api.Person;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import community.kith.node.api.RefusedException;
import community.kith.node.api.Removal;
import community.kith.node.api.Restored;
import community.kith.node.api.Signals;
import community.kith.node.api.Steward;
import community.kith.node.api.StorageFullException;
import community.kith.node.api.Trust;
import community.kith.node.api.UnavailableException;
import community.kith.node.api.Visible;
import community.kith.node.whereabouts.SignalBoard;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// A node that lives in memory and has no network: people and holders come and go as a test says.
///
/// It keeps what is put, answers all of [Kith] from what it keeps, and tells its readers what happens. Guarded by
/// `this`.
public final class FakeKith implements Kith {
    private final List<Parting> partings = new ArrayList<>();
    private final Backups backups = new FakeBackups(this);
    private final Denylists denylists = new FakeDenylists();
    private final Attestations attestations = new FakeAttestations();
    private final OwnDevices devices = new FakeDevices();
    private static final Set<String> REACHES =
            Set.of("private", "invited", "local", "neighborhood", "municipal", "bioregional", "commons");
    private static final Set<String> BONDS = Set.of("kin", "friend", "colleague", "neighbor");

    private final InstantSource clock;
    private final RandomGenerator chance;
    private final Instant born;
    private final PeerId peerId;
    private final Did passport;
    private final FakeEvents events;
    private final SortedMap<Did, FakePerson> people = new TreeMap<>();
    private final Map<Cid, FakeFile> files = new LinkedHashMap<>();
    private final Map<String, Invitation> tickets = new LinkedHashMap<>();
    private final List<NodeStatus.Problem> problems = new ArrayList<>();
    private final SignalBoard signals;
    private long diskFreeBytes = 182L << 30;

    public FakeKith(InstantSource clock, RandomGenerator chance) {
        this.clock = clock;
        this.chance = chance;
        this.born = clock.instant();
        this.signals = new SignalBoard(clock);
        this.peerId = PeerId.of(SigningKey.generate(chance).verifyingKey());
        this.passport = Did.of(SigningKey.generate(chance).verifyingKey());
        this.events = new FakeEvents(clock);
    }

    /// Somebody bonded, online, who pledged that much.
    public synchronized Person meet(String name, String bond, long pledgedToMe) {
        var person = new FakePerson(
                Did.of(SigningKey.generate(chance).verifyingKey()),
                PeerId.of(SigningKey.generate(chance).verifyingKey()),
                name,
                bond,
                pledgedToMe,
                clock.instant());
        people.put(person.did, person);
        events.publish("person", person.did.toString(), name + " is in your book now.");
        return person.shown(heldFor(person));
    }

    public synchronized void setOnline(Did who, boolean online) {
        FakePerson person = people.get(who);
        person.online = online;
        person.lastSeen = clock.instant();
        events.publish("person", who.toString(), person.name + (online ? " is online." : " went offline."));
    }

    /// All who are online sign for shards of a file.
    public synchronized void settle(Cid manifest) {
        FakeFile file = files.get(manifest);
        for (FakePerson person : people.values()) {
            if (person.online && !file.holders.contains(person)) {
                file.holders.add(person);
                events.publish("holding", manifest.toString(), person.name + " holds a part of " + file.name + " now.");
            }
        }
        if (file.isDurable()) {
            events.publish("file", manifest.toString(), file.name + " is durable.");
        }
    }

    public synchronized void trouble(String what, String cause, String nextStep) {
        problems.add(new NodeStatus.Problem(what, cause, nextStep));
        events.publish("node", "", what);
    }

    public synchronized void setDiskFree(long bytes) {
        diskFreeBytes = bytes;
    }

    /// From that byte on, nobody has what a file consists of any more.
    public synchronized void lose(Cid manifest, long from) {
        files.get(manifest).lostFrom = from;
    }

    /// How many readers of events there are now.
    public int eventReaders() {
        return events.readers();
    }

    private long heldFor(FakePerson person) {
        return files.values().stream()
                .filter(file -> file.holders.contains(person))
                .mapToLong(file -> file.sizeBytes() / Math.max(1, file.k()))
                .sum();
    }

    @Override
    public synchronized NodeStatus status() {
        int online =
                (int) people.values().stream().filter(person -> person.online).count();
        return new NodeStatus(
                "0.1.0",
                "Ada’s laptop",
                passport,
                peerId,
                addresses(),
                Duration.between(born, clock.instant()),
                people.size(),
                online,
                files.values().stream().mapToLong(FakeFile::sizeBytes).sum(),
                people.values().stream().mapToLong(person -> person.heldForThem).sum(),
                people.values().stream().mapToLong(person -> person.pledgedByMe).sum(),
                diskFreeBytes,
                files.size(),
                (int) files.values().stream().filter(file -> !file.isDurable()).count(),
                layers(),
                problems);
    }

    private List<NodeStatus.LayerUse> layers() {
        return List.of(
                new NodeStatus.LayerUse("sovereign", 4_000_000_000L, 300, OptionalLong.empty()),
                new NodeStatus.LayerUse("reciprocal", 2_000_000_000L, 200, OptionalLong.of(30_000_000_000L)),
                new NodeStatus.LayerUse("invested", 1_000_000_000L, 100, OptionalLong.of(50_000_000_000L)),
                new NodeStatus.LayerUse("gift", 0, 0, OptionalLong.of(0)));
    }

    private List<Multiaddr> addresses() {
        try {
            return List.of(
                    Multiaddr.parse("/ip4/192.168.1.20/tcp/4117").withPeer(peerId),
                    Multiaddr.parse("/ip6/fd00::20/tcp/4117").withPeer(peerId));
        } catch (ProtocolException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public FileInfo put(PutRequest request, PutSource source, Progress progress) throws IOException {
        if (!REACHES.contains(request.reach())) {
            throw new IllegalArgumentException("reach: no such reach: " + request.reach());
        }
        if (request.reach().equals("invited") && request.to().isEmpty()) {
            throw new IllegalArgumentException("to: reach invited needs to name somebody");
        }
        var file = new FakeFile(nameOf(request, source), request.reach(), clock.instant());
        switch (source) {
            case PutSource.OnDisk disk -> file.readFrom(disk.path(), progress);
            case PutSource.Streamed stream -> file.add("", stream.bytes(), progress);
        }
        return keep(file, request.until());
    }

    private static String nameOf(PutRequest request, PutSource source) {
        if (!request.name().isEmpty()) {
            return request.name();
        }
        return source instanceof PutSource.OnDisk disk
                ? disk.path().getFileName().toString()
                : "unnamed";
    }

    private synchronized FileInfo keep(FakeFile file, PutRequest.Wait until) throws IOException {
        if (file.sizeBytes() > diskFreeBytes) {
            throw new StorageFullException(
                    "keeping " + file.name + " takes " + file.sizeBytes() + " bytes; " + diskFreeBytes + " are free");
        }
        Cid manifest = Cid.raw(Sha256.of((file.name + files.size()).getBytes(StandardCharsets.UTF_8)));
        file.manifest = manifest;
        files.put(manifest, file);
        events.publish("file", manifest.toString(), file.name + " is kept here.");
        if (until == PutRequest.Wait.FOR_DURABLE) {
            settle(manifest);
            if (!file.isDurable()) {
                int missing = file.missingHolders();
                throw new UnavailableException(
                        file.name + " is kept here, but " + missing + " more holders must sign before it is durable",
                        missing,
                        file.link());
            }
        }
        return file.info();
    }

    private synchronized FakeFile find(String link) throws IOException {
        if (!link.startsWith("kith:")) {
            throw new IllegalArgumentException("link: begins with kith:, not " + link);
        }
        return files.values().stream()
                .filter(file -> file.link().equals(link))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("nobody who answers knows " + link));
    }

    private synchronized FakeFile find(Cid manifest) throws NotFoundException {
        FakeFile file = files.get(manifest);
        if (file == null) {
            throw new NotFoundException("there is no file " + manifest + " here");
        }
        return file;
    }

    @Override
    public Opened open(String link) throws IOException {
        return find(link).opened(passport);
    }

    @Override
    public void read(String link, String path, long from, OptionalLong to, OutputStream out) throws IOException {
        find(link).read(path, from, to, out);
    }

    @Override
    public long extract(String link, Path target, Progress progress) throws IOException {
        FakeFile file = find(link);
        long bytes = 0;
        for (Opened.Entry entry : file.opened(passport).entries()) {
            Path to = target.resolve(entry.path());
            Files.createDirectories(to.getParent());
            try (OutputStream out = Files.newOutputStream(to)) {
                file.read(entry.path(), 0, OptionalLong.empty(), out);
            }
            bytes += entry.sizeBytes();
            progress.at("writing", bytes, file.sizeBytes());
        }
        return bytes;
    }

    @Override
    public synchronized List<FileInfo> files(FileQuery which) {
        List<FileInfo> all = files.values().stream()
                .filter(file -> file.removed.isEmpty())
                .map(FakeFile::info)
                .toList()
                .reversed();
        List<Cid> names = all.stream().map(FileInfo::manifest).toList();
        return all.stream()
                .skip(which.after().map(last -> names.indexOf(last) + 1).orElse(0))
                .filter(file -> which.called()
                        .map(what -> List.of(
                                        file.name(),
                                        file.link(),
                                        file.manifest().toString())
                                .contains(what))
                        .orElse(true))
                .limit(which.most())
                .toList();
    }

    @Override
    public FileInfo info(Cid manifest) throws IOException {
        return find(manifest).info();
    }

    @Override
    public FileHealth health(Cid manifest) throws IOException {
        return find(manifest).health(peerId, clock.instant());
    }

    @Override
    public FileHealth check(Cid manifest, Progress progress) throws IOException {
        FakeFile file = find(manifest);
        progress.at("asking holders", 0, file.sizeBytes());
        file.verified = file.isDurable();
        progress.at("comparing", file.sizeBytes(), file.sizeBytes());
        events.publish("holding", manifest.toString(), "Every holder of " + file.name + " showed a part of it.");
        return health(manifest);
    }

    @Override
    public FileInfo pin(String link, Progress progress) throws IOException {
        FakeFile file = find(link);
        progress.at("fetching", file.sizeBytes(), file.sizeBytes());
        return file.info();
    }

    @Override
    public synchronized List<FileInfo> removed() {
        return files.values().stream()
                .filter(file -> file.removed.isPresent())
                .map(FakeFile::info)
                .toList();
    }

    @Override
    public synchronized FileInfo restore(Cid manifest) throws IOException {
        FakeFile file = find(manifest);
        file.removed = Optional.empty();
        return file.info();
    }

    @Override
    public synchronized FileInfo release(Cid manifest) throws IOException {
        FakeFile file = find(manifest);
        file.released = true;
        return file.info();
    }

    @Override
    public synchronized void remove(Cid manifest, Removal how) throws IOException {
        FakeFile file = find(manifest);
        if (!file.mine) {
            throw new RefusedException(file.name + " is somebody else's: release it instead");
        }
        if (how == Removal.FOR_GOOD) {
            files.remove(manifest);
        } else {
            file.removed = Optional.of(clock.instant());
        }
        events.publish("file", manifest.toString(), file.name + " is forgotten, its shards are taken back.");
    }

    @Override
    public community.kith.node.api.MayInfo may(Did who, String act, Cid manifest) {
        return new community.kith.node.api.MayInfo("denied", List.of("no  content:" + manifest + "#reader"));
    }

    @Override
    public OwnDevices devices() {
        return devices;
    }

    @Override
    public community.kith.node.api.Grants grants() {
        return new FakeGrants();
    }

    @Override
    public Attestations attestations() {
        return attestations;
    }

    @Override
    public Denylists denylists() {
        return denylists;
    }

    @Override
    public Backups backups() {
        return backups;
    }

    @Override
    public synchronized Invitation invite(String bondKind, int uses, Duration validFor) {
        if (!BONDS.contains(bondKind)) {
            throw new IllegalArgumentException("bond: no such bond: " + bondKind);
        }
        String secret = Cid.ofRaw(new byte[] {(byte) tickets.size()}).toString();
        var invitation = new Invitation(
                "kith-invite:" + secret.repeat(4),
                bondKind,
                uses,
                clock.instant().plus(validFor));
        tickets.put(invitation.ticket(), invitation);
        return invitation;
    }

    @Override
    public Person accept(String ticket) throws IOException {
        if (!ticket.startsWith("kith-invite:")) {
            throw new IllegalArgumentException("ticket: begins with kith-invite:, not " + ticket);
        }
        if (ticket.endsWith("away")) {
            throw new UnavailableException("nobody answers at the addresses in the ticket", 1, "");
        }
        return meet("Grace", "friend", 20L << 30);
    }

    @Override
    public synchronized List<Person> people() {
        return people.values().stream()
                .map(person -> person.shown(heldFor(person)))
                .toList();
    }

    @Override
    public synchronized void household(Did who, String household) throws IOException {
        if (!people.containsKey(who)) {
            throw new NotFoundException("nobody has the DID " + who);
        }
    }

    @Override
    public synchronized Person pledge(Did who, long bytes) throws IOException {
        FakePerson person = people.get(who);
        if (person == null) {
            throw new NotFoundException(who + " is not in your book");
        }
        person.pledgedByMe = bytes;
        events.publish("person", who.toString(), "You pledged more room to " + person.name + ".");
        return person.shown(heldFor(person));
    }

    @Override
    public Guardians guardians() {
        return new FakeGuardians();
    }

    @Override
    public synchronized Trust trust(Did who) {
        boolean known = people.containsKey(who);
        return new Trust(
                who,
                who.toString(),
                known ? Optional.of("friend") : Optional.empty(),
                known ? OptionalInt.of(1) : OptionalInt.empty(),
                known ? 1 : 0,
                known ? List.of("me", "they") : List.of(),
                List.of(
                        new Trust.Reading("private", false, "this is for me only"),
                        new Trust.Reading("neighborhood", known, known ? "" : "this is for people within 2 bonds")),
                known,
                0,
                "what you pledged to them");
    }

    @Override
    public synchronized Parting unbond(Did who) throws IOException {
        if (!people.containsKey(who)) {
            throw new NotFoundException("nobody has the DID " + who);
        }
        partings.add(new Parting(who, "they", true, 1_000_000, 2_000_000, born.plus(Duration.ofDays(7))));
        return partings.getLast();
    }

    @Override
    public synchronized List<Parting> partings() {
        return List.copyOf(partings);
    }

    @Override
    public synchronized List<Visible> visible() {
        return List.of(new Visible(
                "each of my people", "my bonds: with whom, of what kind", people.size(), 0, "bonds among others"));
    }

    @Override
    public void exportAccount(OutputStream out) throws IOException {
        out.write(1);
    }

    @Override
    public Restored importAccount(InputStream account) throws IOException {
        return new Restored(account.readAllBytes().length > 0 ? 1 : 0, 2, 3, 0, Map.of("undelete", "30d"));
    }

    @Override
    public Restored restoreAccount(List<String> addresses, Progress progress) {
        return new Restored(addresses.size(), 2, 3, 0, Map.of());
    }

    @Override
    public synchronized List<Steward> stewards() {
        List<Steward> stewards = new ArrayList<>();
        for (FakePerson person : people.values()) {
            if (stewards.isEmpty() && person.online) {
                stewards.add(new Steward(person.did, person.name, 0, files.size(), born, true));
            }
        }
        return List.copyOf(stewards);
    }

    @Override
    public synchronized List<Entrusted> entrusted() {
        return people.values().stream()
                .map(person -> new Entrusted(person.did, person.name, 1, 1, true, born.plus(Duration.ofDays(365))))
                .toList();
    }

    @Override
    public synchronized List<Departure> leave() {
        return people.values().stream()
                .map(person -> new Departure(person.did, person.name, 4_000, person.online))
                .toList();
    }

    @Override
    public List<Check> doctor() {
        return List.of(
                new Check("clock", Check.Outcome.WELL, "agrees with the file system's", ""),
                new Check("disk", Check.Outcome.WARNING, "1 % is free", "make room, or pledge less"));
    }

    @Override
    public Events events() {
        return events.subscribe();
    }

    static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Signals signals() {
        return signals;
    }
}
