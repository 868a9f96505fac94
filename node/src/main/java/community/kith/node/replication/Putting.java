package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.placement.Candidate;
import community.kith.community.placement.Redundancy;
import community.kith.community.reach.Availability;
import community.kith.community.reach.Reach;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import community.kith.node.ledger.Audience;
import community.kith.node.ledger.Ledger;
import community.kith.node.people.Acquaintance;
import community.kith.store.file.Recipe;
import community.kith.store.file.Split;
import community.kith.store.file.Splitter;
import community.kith.store.manifest.Coding;
import community.kith.store.manifest.Kind;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.Shape;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// Takes content in: chooses its shape from who could hold it, runs it through an [Upload], and writes it down.
final class Putting {
    /// Content that is not larger is copied rather than coded.
    static final int SMALL_BYTES = 64 * 1024;
    /// A shape is chosen for at least so many holders: those who are not there yet can be invited.
    private static final int HOLDERS_AT_LEAST = 3;
    /// Somebody away for longer is not counted on.
    private static final Duration COUNTED_ON = Duration.ofDays(7);

    private final Ledger ledger;
    private final Shelf shelf;
    private final Catalog catalog;
    private final Circle circle;
    private final Delivery delivery;
    private final Chance chance;
    /// Puts that came to nothing and left something here that is still to go.
    private final Set<String> givenUp = ConcurrentHashMap.newKeySet();

    Putting(Ledger ledger, Shelf shelf, Catalog catalog, Circle circle, Delivery delivery, Chance chance) {
        this.ledger = ledger;
        this.shelf = shelf;
        this.catalog = catalog;
        this.circle = circle;
        this.delivery = delivery;
        this.chance = chance;
    }

    /// @throws IllegalArgumentException when the reach or somebody it is for is unknown
    StoredFile put(PutRequest request, PutSource given, Progress progress) throws IOException {
        Measured source = Measured.of(given, SMALL_BYTES);
        Audience audience = audience(request);
        Availability availability = availability(request, audience.reach());
        List<Candidate> candidates = candidates(availability);
        Redundancy.Choice choice = choose(availability, candidates.size(), source.sizeBytes());
        String reference = newReference();
        Instant now = chance.clock().instant();
        var seats = new Seats(
                circle.myself(),
                request.until() == PutRequest.Wait.FOR_DURABLE ? candidates : List.of(),
                Repair.seed(reference));
        var plan = new Upload.Plan(reference, audience, choice.shape(), now, source.sizeBytes());
        var upload = new Upload(plan, seats, shelf, catalog, delivery, progress);
        boolean done = false;
        shelf.open(reference, audience);
        try {
            Split split = split(request, source.source(), plan, upload);
            Cid manifest = split.link().manifest();
            int copies = copies(choice, availability, candidates.size());
            upload.acceptManifest(manifest, split.root().blob(), copies);
            StoredFile file = file(plan, split, availability, copies, choice.reasoning());
            StoredFile stored = ledger.transaction(() -> {
                StoredFile added = catalog.add(file);
                catalog.place(added, upload.placed(), reference);
                return added;
            });
            done = true;
            return stored;
        } finally {
            if (!done) {
                giveUp(reference);
            }
        }
    }

    private Split split(PutRequest request, PutSource source, Upload.Plan plan, Upload upload) throws IOException {
        var recipe = new Recipe(
                circle.me().did(),
                plan.audience().reach().label(),
                plan.now(),
                Shape.of(plan.shape().k(), plan.shape().n()),
                plan.audience().reach().sealed() ? Coding.SEALED : Coding.PLAIN);
        var splitter = new Splitter(recipe, chance.entropy());
        return switch (source) {
            case PutSource.OnDisk disk ->
                request.name().isEmpty()
                        ? splitter.put(disk.path(), upload)
                        : splitter.put(disk.path(), request.name(), upload);
            case PutSource.Streamed stream ->
                splitter.put(stream.bytes(), request.name().isEmpty() ? "untitled" : request.name(), upload);
        };
    }

    private StoredFile file(Upload.Plan plan, Split split, Availability availability, int copies, String reasoning) {
        Manifest manifest = split.manifest();
        return new StoredFile(
                0,
                split.link().manifest(),
                plan.reference(),
                split.link().toString(),
                manifest.name(),
                manifest.kind() == Kind.FOLDER
                        ? community.kith.node.api.FileInfo.Kind.FOLDER
                        : community.kith.node.api.FileInfo.Kind.FILE,
                manifest.sizeBytes(),
                manifest.entries().size(),
                plan.now(),
                plan.audience(),
                availability,
                plan.shape(),
                copies,
                manifest.allSegments().size(),
                true,
                reasoning);
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

    private static Redundancy.Choice choose(Availability availability, int others, long sizeBytes) {
        int holders = availability == Availability.MINE ? 1 : Math.max(HOLDERS_AT_LEAST, others + 1);
        return sizeBytes >= 0 && sizeBytes <= SMALL_BYTES
                ? Redundancy.DEFAULT.chooseCopies(holders)
                : Redundancy.DEFAULT.choose(holders);
    }

    private static int copies(Redundancy.Choice choice, Availability availability, int others) {
        int holders = availability == Availability.MINE ? 1 : Math.max(HOLDERS_AT_LEAST, others + 1);
        return Redundancy.DEFAULT
                .chooseManifestCopies(choice.shape(), holders)
                .shape()
                .n();
    }

    private String newReference() {
        byte[] name = new byte[16];
        chance.entropy().nextBytes(name);
        return HexFormat.of().formatHex(name);
    }

    /// A disk that is full may not even take down that nothing is kept: then that is tried again at each tick.
    private void giveUp(String reference) {
        try {
            catalog.abandon(reference);
            shelf.drop(reference);
            givenUp.remove(reference);
        } catch (IOException e) {
            givenUp.add(reference);
            System.getLogger(Putting.class.getName())
                    .log(System.Logger.Level.WARNING, "could not undo a put yet; trying again", e);
        }
    }

    /// Undoes what could not be undone before.
    void tick() {
        Set.copyOf(givenUp).forEach(this::giveUp);
    }
}
