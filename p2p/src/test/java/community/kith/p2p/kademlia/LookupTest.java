package community.kith.p2p.kademlia;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.check.Property;
import community.kith.base.name.Multihash;
import community.kith.base.name.PeerId;
import community.kith.p2p.kademlia.Lookup.Effect;
import community.kith.p2p.kademlia.Lookup.Input;
import java.net.ProtocolException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LookupTest {
    private static final LookupLimits LIMITS = new LookupLimits(4, 2, 1, 50);

    private final Random random = new Random(11);
    private final Key target = Key.of(new byte[] {1});
    private final PeerId self = peer().peer();
    private final List<Contact> sorted = IntStream.range(0, 40)
            .mapToObj(i -> peer())
            .sorted(Contact.nearest(target))
            .toList();

    private Contact peer() {
        byte[] digest = new byte[32];
        random.nextBytes(digest);
        try {
            return Contact.of(PeerId.fromBytes(new Multihash(Multihash.SHA2_256, digest).bytes()));
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Contact> asked(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Ask.class::isInstance)
                .map(effect -> ((Effect.Ask) effect).contact())
                .toList();
    }

    private static Lookup.Found found(List<Effect> effects) {
        return ((Effect.Done) effects.getLast()).found();
    }

    private static Input answered(Contact peer, List<Contact> closer) {
        return new Input.Answered(peer.peer(), closer);
    }

    /// Answers each question as `world` does, in the order asked, up to the end.
    private Lookup.Found search(LookupLimits limits, List<Contact> start, Function<Contact, Input> world) {
        Lookup lookup = new Lookup(target, self, limits, start);
        Queue<Effect> effects = new ArrayDeque<>(lookup.start());
        while (!effects.isEmpty()) {
            switch (effects.remove()) {
                case Effect.Ask ask -> effects.addAll(lookup.step(world.apply(ask.contact())));
                case Effect.Done done -> {
                    return done.found();
                }
            }
        }
        throw new AssertionError("it stopped without an end");
    }

    @Test
    void asksTheNearestItKnowsSoManyAtOnce() {
        Lookup lookup = new Lookup(target, self, LIMITS, List.of(sorted.get(9), sorted.get(7), sorted.get(8)));

        assertThat(asked(lookup.start())).containsExactly(sorted.get(7), sorted.get(8));
        assertThat(asked(lookup.step(answered(sorted.get(7), List.of(sorted.get(2))))))
                .containsExactly(sorted.get(2));
    }

    @Test
    void endsWhenTheClosestHaveAnswered() {
        Lookup.Found found = search(LIMITS, sorted.subList(20, 24), peer -> answered(peer, sorted.subList(0, 4)));

        assertThat(found.end()).isEqualTo(Lookup.End.CONVERGED);
        assertThat(found.closest()).isEqualTo(sorted.subList(0, 4));
        assertThat(found.hops()).isEqualTo(2);
        assertThat(found.asked()).isBetween(5, 6);
    }

    @Test
    void whoFailsIsReplacedByTheNextNearest() {
        Lookup.Found found = search(
                LIMITS,
                sorted.subList(0, 10),
                peer -> sorted.indexOf(peer) < 3 ? new Input.Failed(peer.peer()) : answered(peer, List.of()));

        assertThat(found.closest()).isEqualTo(sorted.subList(3, 7));
        assertThat(found.failed()).isEqualTo(3);
        assertThat(found.asked()).isEqualTo(7);
        assertThat(found.hops()).isEqualTo(1);
    }

    @Test
    void theEndDoesNotWaitForTheSlow() {
        Lookup lookup = new Lookup(target, self, LIMITS, sorted.subList(0, 2));
        lookup.start();
        lookup.step(answered(sorted.get(1), List.of()));

        Lookup.Found found = found(lookup.step(new Input.Slow(sorted.getFirst().peer())));

        assertThat(found.closest()).containsExactly(sorted.get(1));
    }

    @Test
    void aLateAnswerStillCounts() {
        Lookup lookup = new Lookup(target, self, LIMITS, sorted.subList(0, 3));
        lookup.start();
        assertThat(asked(lookup.step(new Input.Slow(sorted.getFirst().peer())))).containsExactly(sorted.get(2));
        lookup.step(answered(sorted.get(0), List.of()));
        lookup.step(answered(sorted.get(1), List.of()));

        assertThat(found(lookup.step(answered(sorted.get(2), List.of()))).closest())
                .isEqualTo(sorted.subList(0, 3));
    }

    @Test
    void endsAtOnceWhenNobodyIsKnownOrTheCallerHasEnough() {
        assertThat(found(new Lookup(target, self, LIMITS, List.of()).start()).closest())
                .isEmpty();

        Lookup lookup = new Lookup(target, self, LIMITS, sorted);
        lookup.start();
        lookup.step(answered(sorted.getFirst(), List.of()));
        assertThat(found(lookup.step(new Input.Enough())).end()).isEqualTo(Lookup.End.ENOUGH);
        assertThat(lookup.step(answered(sorted.get(1), List.of()))).isEmpty();
    }

    @Test
    void neverAsksItselfNorAnybodyTwice() {
        List<Contact> questions = new ArrayList<>();
        List<Contact> all = new ArrayList<>(sorted);
        all.addFirst(Contact.of(self));

        search(new LookupLimits(20, 3, 2, 100), sorted.subList(30, 34), peer -> {
            questions.add(peer);
            Collections.shuffle(all, random);
            return answered(peer, all);
        });

        assertThat(questions).doesNotHaveDuplicates().doesNotContain(Contact.of(self));
    }

    @Test
    void answersOfThoseNotAskedChangeNothing() {
        Lookup lookup = new Lookup(target, self, LIMITS, sorted.subList(10, 13));
        lookup.start();

        assertThat(lookup.step(answered(sorted.getFirst(), sorted))).isEmpty();
        assertThat(lookup.step(answered(sorted.get(12), sorted))).isEmpty();
    }

    @Test
    void takesNoMoreThanKFromOneAnswerAndAsksNoMoreThanItMay() {
        Lookup.Found found = search(LIMITS, List.of(sorted.getFirst()), peer -> {
            List<Contact> endless =
                    IntStream.range(0, 500).mapToObj(i -> peer()).toList();
            return answered(peer, endless);
        });
        assertThat(found.asked()).isLessThanOrEqualTo(50);

        Lookup.Found fabricated = search(
                LIMITS,
                List.of(sorted.getFirst()),
                peer -> peer.equals(sorted.getFirst())
                        ? answered(
                                peer,
                                IntStream.range(0, 500).mapToObj(i -> peer()).toList())
                        : new Input.Failed(peer.peer()));
        assertThat(fabricated.asked()).isEqualTo(5);
        assertThat(fabricated.closest()).containsExactly(sorted.getFirst());
    }

    @Test
    void aLiarMisleadsItsOwnPathOnly() {
        // The liar is the nearest to start from, and names its own kind, who are all nearer than the honest.
        List<Contact> kind = sorted.subList(0, 10);
        Contact liar = sorted.get(20);
        List<Contact> honest = sorted.subList(10, 20);
        List<Contact> start = List.of(liar, sorted.get(21), sorted.get(22));
        List<Contact> questions = new ArrayList<>();

        search(new LookupLimits(6, 3, 3, 100), start, peer -> {
            questions.add(peer);
            return answered(peer, peer.equals(liar) || kind.contains(peer) ? kind : honest);
        });

        assertThat(new TreeSet<>(questions.stream().map(sorted::indexOf).toList()))
                .contains(10, 11);
    }

    @Test
    void whoInventsPeersHasAFewOfThemAsked() {
        Contact liar = sorted.get(30);
        List<Contact> invented = sorted.subList(0, 4);
        List<Contact> inventedToo = sorted.subList(4, 20);
        List<Contact> nobody = new ArrayList<>(inventedToo);
        nobody.addAll(invented);

        Lookup.Found found = search(
                new LookupLimits(20, 3, 1, 200),
                List.of(liar, sorted.get(31), sorted.get(32)),
                peer -> nobody.contains(peer)
                        ? new Input.Failed(peer.peer())
                        : answered(peer, peer.equals(liar) ? nobody : sorted.subList(28, 36)));

        assertThat(found.failed()).isEqualTo(8);
        assertThat(found.closest()).isEqualTo(sorted.subList(28, 36));
    }

    @Test
    void aPeerNamedByALiarIsAskedWhenAnotherNamesItAsWell() {
        Contact liar = sorted.get(30);
        Contact honest = sorted.get(31);
        List<Contact> nobody = sorted.subList(0, 10);
        Contact real = sorted.get(12);
        List<Contact> named = new ArrayList<>(nobody);
        named.add(real);

        Lookup.Found found = search(
                new LookupLimits(20, 1, 1, 200),
                List.of(liar, honest),
                peer -> nobody.contains(peer)
                        ? new Input.Failed(peer.peer())
                        : answered(peer, peer.equals(liar) ? named : List.of(real)));

        assertThat(found.closest()).containsExactly(real, liar, honest);
    }

    @Test
    void endsWhateverHappensInWhateverOrder() {
        Property.forAll(300, chance -> new Random(chance.nextLong()), chance -> {
            LookupLimits limits = new LookupLimits(
                    4 + chance.nextInt(5), 1 + chance.nextInt(6), 1 + chance.nextInt(3), 10 + chance.nextInt(60));
            Lookup lookup = new Lookup(target, self, limits, sorted.subList(30, 31 + chance.nextInt(9)));
            List<Contact> open = new ArrayList<>();
            List<Effect> effects = lookup.start();
            while (!(effects.size() == 1 && effects.getFirst() instanceof Effect.Done)) {
                open.addAll(asked(effects));
                assertThat(open).as("something is under way").isNotEmpty();
                Contact next = open.get(chance.nextInt(open.size()));
                List<Contact> crowd = new ArrayList<>(sorted);
                Collections.shuffle(crowd, chance);
                effects = switch (chance.nextInt(4)) {
                    case 0 -> lookup.step(new Input.Slow(next.peer()));
                    case 1 -> lookup.step(new Input.Failed(next.peer()));
                    default -> lookup.step(answered(next, crowd.subList(0, chance.nextInt(12))));
                };
                if (chance.nextBoolean()) {
                    lookup.step(new Input.Failed(peer().peer()));
                }
            }
            assertThat(found(effects).asked()).isLessThanOrEqualTo(limits.asks());
        });
    }

    @Test
    void theSameInputsGiveTheSameQuestions() {
        List<List<Contact>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            List<Contact> questions = new ArrayList<>();
            search(LIMITS.withPaths(2), sorted.subList(25, 35), peer -> {
                questions.add(peer);
                int from = Math.max(0, sorted.indexOf(peer) - 8);
                return answered(peer, sorted.subList(from, from + 4));
            });
            runs.add(questions);
        }
        assertThat(runs.getFirst()).isEqualTo(runs.getLast());
    }
}
