package community.kith.node.replication;

import community.kith.base.name.Did;
import community.kith.community.placement.Candidate;
import community.kith.community.reach.Availability;
import community.kith.community.reach.Reach;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import community.kith.node.ledger.Audience;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.Me;
import community.kith.store.chunk.Chunking;
import community.kith.store.chunk.Salt;
import community.kith.store.file.Baseline;
import community.kith.store.file.Recipe;
import community.kith.store.file.Split;
import community.kith.store.file.Splitter;
import community.kith.store.manifest.Coding;
import community.kith.store.manifest.Kind;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// Takes content in: chooses its shape from who could hold it, runs it through an [Upload], and writes it down.
final class Putting {
    /// Content that is not larger is copied rather than coded.
    static final int SMALL_BYTES = 64 * 1024;
    /// Somebody away for longer is not counted on.
    private static final Duration COUNTED_ON = Duration.ofDays(7);

    private final Me me;
    private final Catalog catalog;
    private final Upload.Books books;
    private final Circle circle;
    private final Delivery delivery;
    private final Chance chance;
    /// Puts that came to nothing and left something that is still to go.
    private final Set<String> givenUp = ConcurrentHashMap.newKeySet();

    Putting(Circle circle, Catalog catalog, Upload.Books books, Delivery delivery, Chance chance) {
        this.me = circle.me();
        this.catalog = catalog;
        this.books = books;
        this.circle = circle;
        this.delivery = delivery;
        this.chance = chance;
    }

    /// @throws IllegalArgumentException when the reach or somebody it is for is unknown
    StoredFile put(PutRequest request, PutSource given, Progress progress) throws IOException {
        return put(request, given, Optional.empty(), source(given), progress);
    }

    /// @param source what the catalog says it was put from
    StoredFile put(PutRequest request, PutSource given, String source, Progress progress) throws IOException {
        return put(request, given, Optional.empty(), source, progress);
    }

    private static String source(PutSource given) {
        return given instanceof PutSource.OnDisk disk
                ? disk.path().toAbsolutePath().normalize().toString()
                : "";
    }

    /// A version before, of which what did not change is used as it is.
    record Before(StoredFile file, Baseline baseline) {}

    StoredFile put(PutRequest request, PutSource given, Optional<Before> before, Progress progress) throws IOException {
        return put(request, given, before, source(given), progress);
    }

    private StoredFile put(
            PutRequest request, PutSource given, Optional<Before> before, String source, Progress progress)
            throws IOException {
        Audience audience = audience(request);
        Availability availability = availability(request, audience.reach());
        List<Candidate> candidates = candidates(availability);
        String name = newName();
        var plan = new Upload.Plan(
                name, audience, availability, salt(audience), chance.clock().instant(), sizeBytes(given));
        var seats = new Seats(
                circle.myself(),
                request.until() == PutRequest.Wait.FOR_DURABLE ? candidates : List.of(),
                Repair.seed(name));
        var upload = new Upload(plan, seats, books, delivery, progress);
        boolean done = false;
        try {
            if (before.isPresent()) {
                books.stripes().lease(name, before.get().file());
            }
            Shapes shapes = new Shapes(availability, circle.myself(), candidates, request.profile());
            Split split = split(request, given, before.map(Before::baseline), recipe(plan, shapes), upload);
            StoredFile stored = write(split, plan, shapes, upload, source);
            done = true;
            return stored;
        } finally {
            if (done) {
                books.retractions().abandon(name);
                books.stripes().release(name);
            } else {
                giveUp(name);
            }
        }
    }

    /// −1 when nobody knows before all is read.
    private static long sizeBytes(PutSource given) throws IOException {
        return given instanceof PutSource.OnDisk disk && Files.isRegularFile(disk.path())
                ? Files.size(disk.path())
                : -1;
    }

    /// Once this is done, the put has happened.
    private StoredFile write(Split split, Upload.Plan plan, Shapes shapes, Upload upload, String source)
            throws IOException {
        int copies = shapes.copiesOfManifest();
        List<StoredStripe> stripes = new ArrayList<>();
        stripes.add(upload.acceptManifest(split.link().manifest(), split.root().blob(), copies));
        for (Segment segment : split.manifest().allSegments()) {
            stripes.add(upload.stored(segment));
        }
        Manifest manifest = split.manifest();
        return catalog.add(
                new StoredFile(
                        0,
                        split.link().manifest(),
                        split.link().toString(),
                        manifest.name(),
                        manifest.kind() == Kind.FOLDER ? FileInfo.Kind.FOLDER : FileInfo.Kind.FILE,
                        manifest.sizeBytes(),
                        manifest.entries().size(),
                        plan.now(),
                        plan.audience(),
                        plan.availability(),
                        shapes.latest(),
                        true,
                        shapes.reasoning(),
                        source,
                        split.newBytes(),
                        Optional.empty(),
                        false),
                stripes);
    }

    private Recipe recipe(Upload.Plan plan, Shapes shapes) {
        return new Recipe(
                me.did(),
                plan.audience().reach().label(),
                plan.now(),
                plan.audience().reach().sealed() ? Coding.SEALED : Coding.PLAIN,
                plan.salt(),
                Chunking.DEFAULT,
                shapes::next);
    }

    private Split split(PutRequest request, PutSource source, Optional<Baseline> before, Recipe recipe, Upload upload)
            throws IOException {
        var splitter = new Splitter(recipe, upload, chance.entropy());
        return switch (source) {
            case PutSource.OnDisk disk -> {
                Path name = disk.path().toAbsolutePath().normalize().getFileName();
                yield splitter.put(
                        disk.path(),
                        !request.name().isEmpty() ? request.name() : name == null ? "root" : name.toString(),
                        before,
                        upload);
            }
            case PutSource.Streamed stream ->
                splitter.put(stream.bytes(), request.name().isEmpty() ? "untitled" : request.name(), upload);
        };
    }

    /// What is for one audience is never found again in what is for another.
    private Salt salt(Audience audience) {
        return audience.reach().sealed()
                ? me.salt().of(audience.reach().label() + " " + audience.namedText())
                : Salt.PUBLIC;
    }

    private Audience audience(PutRequest request) throws IOException {
        Reach reach = Reach.parse(request.reach());
        SortedSet<Did> named = new TreeSet<>();
        for (String who : request.to()) {
            named.add(circle.named(who).did());
        }
        if (reach == Reach.INVITED && named.isEmpty()) {
            throw new IllegalArgumentException("reach invited needs somebody it is for: name them with --to");
        }
        if (reach != Reach.INVITED && !named.isEmpty()) {
            throw new IllegalArgumentException("only reach invited is for named people, not reach " + reach.label());
        }
        return new Audience(circle.me().did(), reach, named);
    }

    private static Availability availability(PutRequest request, Reach reach) {
        return switch (request.holders()) {
            case BY_REACH -> Availability.of(reach);
            case ONLY_MY_DEVICES -> Availability.MINE;
        };
    }

    private List<Candidate> candidates(Availability availability) throws IOException {
        Instant since = chance.clock().instant().minus(COUNTED_ON);
        List<Candidate> candidates = new ArrayList<>();
        for (Acquaintance who : circle.eligible(availability)) {
            if (who.freeForMe() > 0
                    && (circle.isOnline(who.peer())
                            || who.lastSeen().filter(since::isBefore).isPresent())) {
                candidates.add(circle.candidate(who));
            }
        }
        return candidates;
    }

    private String newName() {
        byte[] name = new byte[16];
        chance.entropy().nextBytes(name);
        return HexFormat.of().formatHex(name);
    }

    /// A disk that is full may not even take down that nothing is kept: then that is tried again at each tick.
    private void giveUp(String name) {
        try {
            books.retractions().abandon(name);
            books.stripes().release(name);
            givenUp.remove(name);
        } catch (IOException e) {
            givenUp.add(name);
            System.getLogger(Putting.class.getName())
                    .log(System.Logger.Level.WARNING, "could not undo a put yet; trying again", e);
        }
    }

    /// Undoes what could not be undone before.
    void tick() {
        Set.copyOf(givenUp).forEach(this::giveUp);
    }
}
