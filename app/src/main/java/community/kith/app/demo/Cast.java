package community.kith.app.demo;

import community.kith.app.files.Trees;
import community.kith.app.terminal.Words;
import community.kith.node.home.Home;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The people of a demo, the dead among them.
final class Cast {
    private static final List<String> NAMES = List.of(
            "Ada", "Ben", "Chloe", "Dan", "Eve", "Finn", "Gus", "Hana", "Ida", "Jon", "Kim", "Leo", "Mia", "Noa", "Oli",
            "Pia", "Quinn", "Rosa", "Sam", "Tess", "Uma");

    private static final Duration BEFORE_SEEN = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Stage stage;
    private final InstantSource clock;
    private final List<Actor> everybody = new ArrayList<>();

    Cast(Stage stage, InstantSource clock) {
        this.stage = stage;
        this.clock = clock;
    }

    /// So many more people start their nodes.
    List<Actor> enter(int people) throws IOException, InterruptedException {
        int already = everybody.size();
        List<Actor> actors = stage.enter(NAMES.subList(already, already + people));
        everybody.addAll(actors);
        return actors;
    }

    /// Every two form a bond.
    ///
    /// @return how many bonds that makes
    int bondEverybody() throws IOException, InterruptedException {
        int bonds = 0;
        for (int host = 0; host < everybody.size() - 1; host++) {
            List<Actor> guests = everybody.subList(host + 1, everybody.size());
            invite(everybody.get(host), guests);
            bonds += guests.size();
        }
        for (Actor actor : everybody) {
            until(
                    BEFORE_SEEN,
                    actor.name() + " to see everybody",
                    () -> Optional.of(actor.kith().status().peopleOnline())
                            .filter(seen -> seen >= everybody.size() - 1));
        }
        return bonds;
    }

    static void invite(Actor host, List<Actor> guests) throws IOException {
        String ticket =
                host.kith().invite("friend", guests.size(), Duration.ofHours(1)).ticket();
        for (Actor guest : guests) {
            guest.kith().accept(ticket);
        }
    }

    Actor owner() {
        return everybody.getFirst();
    }

    List<Actor> everybody() {
        return List.copyOf(everybody);
    }

    List<Actor> alive() {
        return everybody.stream().filter(Actor::isAlive).toList();
    }

    /// Everybody but the owner.
    List<Actor> holders() {
        return List.copyOf(everybody.subList(1, everybody.size()));
    }

    /// What is on the disks of so many.
    static long onDiskBytes(Collection<Actor> actors) throws IOException {
        long bytes = 0;
        for (Actor actor : actors) {
            bytes += Trees.bytes(Home.open(actor.home()).blobs());
        }
        return bytes;
    }

    @FunctionalInterface
    interface Look<T> {
        Optional<T> now() throws IOException;
    }

    /// Looks again and again until there is something to see.
    <T> T until(Duration patience, String what, Look<T> look) throws IOException, InterruptedException {
        Instant end = clock.instant().plus(patience);
        while (true) {
            Optional<T> seen = look.now();
            if (seen.isPresent()) {
                return seen.get();
            }
            if (clock.instant().isAfter(end)) {
                throw new IOException("waited " + Words.time(patience) + " for " + what + " in vain");
            }
            Thread.sleep(GLANCE);
        }
    }

    static String names(List<Actor> actors) {
        return actors.stream().map(Actor::name).collect(Collectors.joining(", "));
    }
}
