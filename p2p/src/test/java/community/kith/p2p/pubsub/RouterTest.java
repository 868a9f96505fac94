package community.kith.p2p.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Direction;
import community.kith.p2p.pubsub.Input.Authenticity;
import community.kith.p2p.pubsub.Rpc.Control;
import community.kith.p2p.pubsub.Rpc.Have;
import community.kith.p2p.pubsub.Rpc.Prune;
import community.kith.p2p.pubsub.Rpc.Subscription;
import community.kith.p2p.pubsub.Rpc.Subscription.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// One router, and a test that plays all the others.
class RouterTest {
    private static final String TOPIC = "news";

    private final Random random = new Random(1);
    private final SigningKey author = SigningKey.generate(random);
    private final PeerId self = PeerId.of(SigningKey.generate(random).verifyingKey());
    private Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private Router router = new Router(self, GossipOptions.DEFAULT, random);
    private long number;

    private List<Effect> step(Input input) {
        return router.step(now, input);
    }

    private List<Effect> beat(int times) {
        List<Effect> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            now = now.plusSeconds(1);
            all.addAll(step(new Input.Beat()));
        }
        return all;
    }

    private void follow() {
        step(new Input.Follow(TOPIC));
    }

    private PeerId stranger(Direction direction, Optional<String> network) {
        PeerId peer = PeerId.of(SigningKey.generate(random).verifyingKey());
        step(new Input.Met(peer, direction, network));
        return peer;
    }

    /// A peer that follows the topic.
    private PeerId follower() {
        PeerId peer = stranger(Direction.INBOUND, Optional.empty());
        hear(peer, Rpc.of(List.of(new Subscription(TOPIC, Change.FOLLOWS))));
        return peer;
    }

    private List<PeerId> followers(int count) {
        return Stream.generate(this::follower).limit(count).toList();
    }

    private List<Effect> hear(PeerId from, Rpc rpc) {
        return step(new Input.Heard(from, rpc));
    }

    private List<Effect> graft(PeerId from) {
        return hear(from, Rpc.of(new Control(List.of(), List.of(), List.of(TOPIC), List.of())));
    }

    private List<Effect> have(PeerId from, List<byte[]> ids) {
        return hear(from, Rpc.of(new Control(List.of(new Have(TOPIC, ids)), List.of(), List.of(), List.of())));
    }

    private List<Effect> want(PeerId from, Message message) {
        byte[] id = message.id().written(MessageId.Form.AUTHOR);
        return hear(from, Rpc.of(new Control(List.of(), List.of(id), List.of(), List.of())));
    }

    private Message message() {
        return Message.signed(author, TOPIC, ++number, new byte[] {1});
    }

    /// Has a peer bring a message, which is genuine and judged so.
    private List<Effect> bring(PeerId from, Message message, Verdict verdict) {
        List<Effect> effects = new ArrayList<>(hear(from, Rpc.of(message)));
        if (!effects.isEmpty()) {
            effects.addAll(step(new Input.Checked(from, message, Authenticity.GENUINE)));
            effects.addAll(step(new Input.Judged(from, message, verdict)));
        }
        return effects;
    }

    private static Set<PeerId> receivers(List<Effect> effects, Message message) {
        Set<PeerId> to = new LinkedHashSet<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send send && send.rpc().publish().contains(message.written())) {
                to.add(send.to());
            }
        }
        return to;
    }

    private static List<Control> controls(List<Effect> effects, PeerId to) {
        return effects.stream()
                .filter(effect ->
                        effect instanceof Effect.Send send && send.to().equals(to))
                .map(effect -> ((Effect.Send) effect).rpc().control())
                .filter(control -> !control.isEmpty())
                .toList();
    }

    private static List<PeerId> grafted(List<Effect> effects) {
        return effects.stream()
                .filter(effect -> effect instanceof Effect.Send send
                        && !send.rpc().control().graft().isEmpty())
                .map(effect -> ((Effect.Send) effect).to())
                .toList();
    }

    @Test
    void graftsAsManyAsItWants() {
        followers(20);

        List<Effect> effects = step(new Input.Follow(TOPIC));

        assertThat(grafted(effects)).hasSize(6);
        assertThat(router.mesh(TOPIC)).hasSize(6);
    }

    @Test
    void passesAMessageOnToItsMeshButNotBack() {
        follow();
        followers(5);
        beat(1);
        PeerId from = router.mesh(TOPIC).iterator().next();
        Message message = message();

        List<Effect> effects = bring(from, message, Verdict.ACCEPT);

        assertThat(effects).contains(new Effect.Deliver(message));
        assertThat(receivers(effects, message)).hasSize(4).doesNotContain(from);
        assertThat(bring(router.mesh(TOPIC).stream().skip(1).findFirst().orElseThrow(), message, Verdict.ACCEPT))
                .isEmpty();
    }

    @Test
    void aForgeryDoesNotHideTheRealMessage() {
        follow();
        List<PeerId> some = followers(2);
        Message message = message();
        hear(some.getFirst(), Rpc.of(message));

        step(new Input.Checked(some.getFirst(), message, Authenticity.FORGED));

        assertThat(bring(some.getLast(), message, Verdict.ACCEPT)).contains(new Effect.Deliver(message));
        assertThat(router.score(some.getFirst())).isNegative();
    }

    @Test
    void hearsNothingOfTopicsItDoesNotFollow() {
        PeerId peer = follower();

        assertThat(hear(peer, Rpc.of(message()))).isEmpty();
        assertThat(graft(peer)).isEmpty();
    }

    @Test
    void publishesToEveryFollowerWhenItFloods() {
        List<PeerId> all = followers(20);
        follow();
        Message message = message();

        assertThat(receivers(step(new Input.Publish(message)), message)).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void publishesToTheSamePeersForAMinuteWithoutFollowing() {
        router = new Router(self, GossipOptions.DEFAULT.withPublishing(GossipOptions.Publishing.MESH), random);
        followers(20);
        Message first = message();
        Set<PeerId> fanout = receivers(step(new Input.Publish(first)), first);
        beat(30);
        Message second = message();

        assertThat(fanout).hasSize(6);
        assertThat(receivers(step(new Input.Publish(second)), second)).isEqualTo(fanout);
        beat(61);
        Message third = message();
        assertThat(receivers(step(new Input.Publish(third)), third)).hasSize(6).isNotEqualTo(fanout);
    }

    @Test
    void prunesDownToWhatItWantsAndKeepsTheBest() {
        follow();
        List<PeerId> all = followers(12);
        all.forEach(this::graft);
        PeerId best = all.getLast();
        bring(best, message(), Verdict.ACCEPT);
        PeerId dialled = stranger(Direction.OUTBOUND, Optional.empty());
        hear(dialled, Rpc.of(List.of(new Subscription(TOPIC, Change.FOLLOWS))));
        assertThat(controls(graft(dialled), dialled)).isEmpty();
        assertThat(router.mesh(TOPIC)).hasSize(13);

        beat(1);

        assertThat(router.mesh(TOPIC)).hasSize(6).contains(best, dialled);
    }

    @Test
    void aFullMeshTakesOnlyPeersItDialled() {
        follow();
        followers(12).forEach(this::graft);
        PeerId late = follower();

        assertThat(controls(graft(late), late).getFirst().prune())
                .containsExactly(new Prune(TOPIC, Optional.of(Duration.ofMinutes(1))));
        assertThat(router.mesh(TOPIC)).doesNotContain(late);
    }

    @Test
    void waitsOutABackoffAndPunishesWhoDoesNot() {
        follow();
        PeerId peer = follower();
        beat(1);
        hear(
                peer,
                Rpc.of(new Control(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(new Prune(TOPIC, Optional.of(Duration.ofSeconds(30)))))));

        assertThat(grafted(beat(29))).isEmpty();
        assertThat(grafted(beat(5))).containsExactly(peer);

        step(new Input.Leave(TOPIC));
        follow();
        assertThat(controls(graft(peer), peer).getFirst().prune()).hasSize(1);
        assertThat(router.score(peer)).isNegative();
    }

    @Test
    void asksForWhatItMissesAndGivesWhatItHas() {
        follow();
        List<PeerId> some = followers(2);
        Message missed = message();
        Message known = message();
        bring(some.getFirst(), known, Verdict.ACCEPT);
        List<byte[]> ids = Stream.of(missed, known)
                .map(message -> message.id().written(MessageId.Form.AUTHOR))
                .toList();

        assertThat(controls(have(some.getLast(), ids), some.getLast())
                        .getFirst()
                        .want())
                .containsExactly(ids.getFirst());
        assertThat(receivers(want(some.getLast(), known), known)).containsExactly(some.getLast());
        assertThat(want(some.getLast(), missed)).isEmpty();
    }

    @Test
    void givesTheSameMessageToAPeerThreeTimesAtMost() {
        follow();
        List<PeerId> some = followers(2);
        Message known = message();
        bring(some.getFirst(), known, Verdict.ACCEPT);

        for (int i = 0; i < 3; i++) {
            assertThat(receivers(want(some.getLast(), known), known)).hasSize(1);
        }
        assertThat(want(some.getLast(), known)).isEmpty();
        assertThat(receivers(want(some.getFirst(), known), known)).hasSize(1);
        beat(5);
        assertThat(want(some.getFirst(), known)).isEmpty();
    }

    @Test
    void speaksOfIdsInThePeersOwnForm() {
        follow();
        List<PeerId> some = followers(2);
        Message known = message();
        byte[] byKey = known.id().written(MessageId.Form.KEY);
        List<byte[]> asked = controls(have(some.getFirst(), List.of(byKey)), some.getFirst())
                .getFirst()
                .want();

        assertThat(asked).containsExactly(byKey);
        bring(some.getLast(), known, Verdict.ACCEPT);
        assertThat(have(some.getFirst(), List.of(byKey))).isEmpty();
        followers(20);
        beat(3);
        assertThat(router.score(some.getFirst())).isNotNegative();
    }

    @Test
    void listensToSoManyAnnouncementsAndNoMore() {
        follow();
        PeerId peer = follower();
        for (int i = 0; i < 10; i++) {
            assertThat(have(peer, List.of(message().id().written(MessageId.Form.AUTHOR))))
                    .hasSize(1);
        }

        assertThat(have(peer, List.of(message().id().written(MessageId.Form.AUTHOR))))
                .isEmpty();
        beat(1);
        List<byte[]> many = Stream.generate(() -> message().id().written(MessageId.Form.AUTHOR))
                .limit(6000)
                .toList();
        assertThat(controls(have(peer, many), peer).getFirst().want()).hasSize(5000);
        assertThat(have(peer, List.of(message().id().written(MessageId.Form.AUTHOR))))
                .isEmpty();
    }

    @Test
    void punishesPromisesThatAreNotKept() {
        follow();
        PeerId idle = follower();
        PeerId good = follower();
        Message missed = message();
        have(idle, List.of(message().id().written(MessageId.Form.AUTHOR)));
        have(good, List.of(missed.id().written(MessageId.Form.AUTHOR)));
        bring(good, missed, Verdict.ACCEPT);

        beat(5);

        assertThat(router.score(idle)).isNegative();
        assertThat(router.score(good)).isPositive();
    }

    @Test
    void badMessagesCostALotAndAreForgottenByAndBy() {
        follow();
        PeerId peer = follower();
        beat(1);
        for (int i = 0; i < 3; i++) {
            bring(peer, message(), Verdict.REJECT);
        }
        Message unheard = message();

        assertThat(router.score(peer)).isLessThan(-80);
        assertThat(hear(peer, Rpc.of(unheard))).isEmpty();
        beat(1);
        assertThat(router.mesh(TOPIC)).doesNotContain(peer);
        beat(3600);
        assertThat(router.score(peer)).isGreaterThan(-1);
    }

    @Test
    void comingBackDoesNotCleanTheSlate() {
        follow();
        PeerId peer = follower();
        bring(peer, message(), Verdict.REJECT);
        step(new Input.Left(peer));

        step(new Input.Met(peer, Direction.INBOUND, Optional.empty()));

        assertThat(router.score(peer)).isNegative();
        step(new Input.Left(peer));
        beat(1801);
        step(new Input.Met(peer, Direction.INBOUND, Optional.empty()));
        assertThat(router.score(peer)).isZero();
    }

    @Test
    void aCrowdAtOneAddressIsNoCrowdOfFriends() {
        List<PeerId> crowd = Stream.generate(() -> stranger(Direction.INBOUND, Optional.of("203.0.113.7")))
                .limit(12)
                .toList();
        PeerId alone = stranger(Direction.INBOUND, Optional.of("203.0.113.8"));

        assertThat(crowd).allSatisfy(peer -> assertThat(router.score(peer)).isEqualTo(-5.0 * 4 * 4));
        assertThat(router.score(alone)).isZero();
        crowd.subList(0, 4).forEach(peer -> step(new Input.Left(peer)));
        assertThat(router.score(crowd.getLast())).isZero();
    }

    @Test
    void silenceInTheMeshCostsWhereARateIsExpected() {
        TopicScoring.MeshDeliveries expected = new TopicScoring.MeshDeliveries(
                new TopicScoring.Counter(-1, Duration.ofSeconds(30), 100),
                3,
                Duration.ofSeconds(10),
                Duration.ofMillis(5),
                new TopicScoring.Counter(-1, Duration.ofMinutes(10), 0));
        Scoring scoring = Scoring.DEFAULT.with(TOPIC, TopicScoring.DEFAULT.expecting(expected));
        router = new Router(self, GossipOptions.DEFAULT.withScoring(scoring), random);
        follow();
        PeerId silent = follower();
        PeerId lively = follower();
        beat(1);
        for (int i = 0; i < 12; i++) {
            bring(lively, message(), Verdict.ACCEPT);
            beat(1);
        }

        assertThat(router.score(silent)).isLessThan(-8);
        assertThat(router.score(lively)).isPositive();
        assertThat(router.mesh(TOPIC)).containsExactly(lively);
        beat(1);
        assertThat(router.score(silent)).as("what it lacked is remembered").isLessThan(-8);
    }

    @Test
    void aMeshOfIdlersIsImprovedNowAndThen() {
        follow();
        List<PeerId> idle = followers(6);
        beat(1);
        PeerId lively = follower();
        for (int i = 0; i < 5; i++) {
            bring(lively, message(), Verdict.ACCEPT);
        }
        assertThat(router.mesh(TOPIC)).containsExactlyInAnyOrderElementsOf(idle);

        beat(60);

        assertThat(router.mesh(TOPIC)).contains(lively);
    }

    @Test
    void theProgramMayThinkLittleOfAPeer() {
        PeerId[] shunned = {self};
        Scoring scoring = Scoring.DEFAULT.withStanding(peer -> peer.equals(shunned[0]) ? -1000 : 0);
        router = new Router(self, GossipOptions.DEFAULT.withScoring(scoring), random);
        follow();
        PeerId stranger = stranger(Direction.INBOUND, Optional.empty());
        shunned[0] = stranger;
        hear(stranger, Rpc.of(List.of(new Subscription(TOPIC, Change.FOLLOWS))));
        Message message = message();

        assertThat(receivers(step(new Input.Publish(message)), message)).isEmpty();
        assertThat(hear(stranger, Rpc.of(message()))).isEmpty();
        shunned[0] = self;
        Message later = message();
        assertThat(receivers(step(new Input.Publish(later)), later)).containsExactly(stranger);
    }

    @Test
    void whatCannotBeReadIsHeldAgainstTheSender() {
        follow();
        PeerId peer = follower();

        hear(peer, new Rpc(List.of(), List.of(new byte[] {1, 2, 3}), Control.NONE));

        assertThat(router.score(peer)).isNegative();
    }
}
