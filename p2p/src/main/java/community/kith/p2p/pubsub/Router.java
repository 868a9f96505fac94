package community.kith.p2p.pubsub;

import community.kith.base.name.PeerId;
import community.kith.p2p.pubsub.Input.Authenticity;
import community.kith.p2p.pubsub.Rpc.Subscription;
import community.kith.p2p.pubsub.Rpc.Subscription.Change;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Decides for one peer what becomes of messages: a function of what happened, when, and of the numbers drawn.
///
/// Not thread-safe. Whoever drives it carries out the effects of a step in order, and calls with [Input.Beat] once a
/// heartbeat. Source: gossipsub v1.0 and v1.1; peer exchange, which lets strangers direct whom we dial, is left out.
final class Router {
    private static final int BEATS_UNTIL_BETTER = 60;

    private final PeerId self;
    private final GossipOptions options;
    private final Outbox outbox = new Outbox();
    private final RecentMessages recent = new RecentMessages();
    private final SeenMessages seen;
    private final Scores scores;
    private final Circle circle;
    private final Mesh mesh;
    private final Fanout fanout;
    private final Rumours rumours;
    private long beats;

    Router(PeerId self, GossipOptions options, RandomGenerator random) {
        this.self = self;
        this.options = options;
        this.seen = new SeenMessages(options.timing().seen());
        this.scores = new Scores(options.scoring());
        this.circle = new Circle(scores, random);
        this.mesh = new Mesh(options, circle, scores, outbox);
        this.fanout = new Fanout(options, circle);
        this.rumours = new Rumours(options, circle, outbox, seen, recent);
    }

    List<Effect> step(Instant now, Input input) {
        switch (input) {
            case Input.Met met -> met(met);
            case Input.Left left -> left(now, left.peer());
            case Input.Heard heard -> heard(now, heard.peer(), heard.rpc());
            case Input.Checked checked -> checked(now, checked);
            case Input.Judged judged -> judged(now, judged);
            case Input.Follow follow -> follow(now, follow.topic());
            case Input.Leave leave -> leave(now, leave.topic());
            case Input.Publish publish -> publish(now, publish.message());
            case Input.Greet greet -> greet(greet.peer());
            case Input.Beat beat -> beat(now);
        }
        return outbox.take();
    }

    double score(PeerId peer) {
        return scores.of(peer);
    }

    Set<PeerId> mesh(String topic) {
        return mesh.of(topic);
    }

    List<PeerId> followers(String topic) {
        return circle.followers(topic, Double.NEGATIVE_INFINITY);
    }

    private void met(Input.Met met) {
        if (circle.find(met.peer()).isEmpty()) {
            circle.put(met.peer(), new Neighbour(met.direction()));
            scores.met(met.peer(), met.network());
            greet(met.peer());
        }
    }

    private void greet(PeerId peer) {
        List<Subscription> ours = mesh.topics().stream()
                .map(topic -> new Subscription(topic, Change.FOLLOWS))
                .toList();
        if (!ours.isEmpty()) {
            outbox.subscriptions(peer, ours);
        }
        mesh.topics().stream()
                .filter(topic -> mesh.of(topic).contains(peer))
                .forEach(topic -> outbox.graft(peer, topic));
    }

    private void left(Instant now, PeerId peer) {
        mesh.topics().forEach(topic -> mesh.lost(peer, topic));
        fanout.lost(peer);
        rumours.left(peer);
        circle.remove(peer);
        scores.left(peer, now);
    }

    private void heard(Instant now, PeerId from, Rpc rpc) {
        circle.find(from).ifPresent(neighbour -> {
            Scoring.Thresholds thresholds = options.scoring().thresholds();
            // What a peer follows is said once, and its score may rise.
            rpc.subscriptions().forEach(told -> subscribed(from, neighbour, told));
            if (scores.of(from) < thresholds.graylist()) {
                return;
            }
            rpc.publish().forEach(written -> came(now, from, written));
            Rpc.Control control = rpc.control();
            control.graft().forEach(topic -> mesh.grafted(now, from, topic));
            control.prune().forEach(prune -> mesh.pruned(now, from, prune));
            if (scores.of(from) >= thresholds.gossip()) {
                control.have().stream()
                        .filter(have -> mesh.follows(have.topic()))
                        .forEach(have -> rumours.heard(now, from, neighbour, have));
                rumours.asked(from, control.want());
            }
        });
    }

    private void subscribed(PeerId from, Neighbour neighbour, Subscription told) {
        switch (told.change()) {
            case FOLLOWS -> neighbour.follow(told.topic());
            case LEAVES -> {
                neighbour.leave(told.topic());
                mesh.lost(from, told.topic());
            }
        }
    }

    private void came(Instant now, PeerId from, byte[] written) {
        Message message;
        try {
            message = Message.read(written);
        } catch (ProtocolException e) {
            scores.misbehaved(from, 1);
            return;
        }
        if (!mesh.follows(message.topic()) || message.author().equals(self)) {
            return;
        }
        if (seen.contains(message.id())) {
            again(now, from, message);
        } else {
            outbox.add(new Effect.Check(from, message));
        }
    }

    private void again(Instant now, PeerId from, Message message) {
        seen.find(message.id()).ifPresent(delivery -> {
            if (!delivery.broughtBy(from)) {
                return;
            }
            if (delivery.verdict().filter(Verdict.REJECT::equals).isPresent()) {
                scores.deliveredInvalid(from, message.topic());
            } else if (delivery.verdict().isPresent() && delivery.isFresh(now, window(message.topic()))) {
                scores.deliveredInMesh(from, message.topic());
            }
        });
    }

    private Duration window(String topic) {
        return options.scoring().of(topic).meshDeliveries().window();
    }

    private void checked(Instant now, Input.Checked checked) {
        Message message = checked.message();
        if (!mesh.follows(message.topic())) {
            return;
        }
        if (checked.authenticity() == Authenticity.FORGED) {
            scores.deliveredInvalid(checked.from(), message.topic());
            return;
        }
        rumours.came(message.id());
        if (seen.contains(message.id())) {
            again(now, checked.from(), message);
        } else {
            seen.add(message.id(), now).broughtBy(checked.from());
            outbox.add(new Effect.Judge(checked.from(), message));
        }
    }

    private void judged(Instant now, Input.Judged judged) {
        Message message = judged.message();
        seen.find(message.id()).filter(found -> found.verdict().isEmpty()).ifPresent(delivery -> {
            delivery.judged(judged.verdict(), now);
            if (!mesh.follows(message.topic())) {
                return;
            }
            switch (judged.verdict()) {
                case ACCEPT -> accepted(judged.from(), message, delivery);
                case REJECT ->
                    delivery.bringers().forEach(bringer -> scores.deliveredInvalid(bringer, message.topic()));
                case IGNORE -> {}
            }
        });
    }

    private void accepted(PeerId from, Message message, SeenMessages.Delivery delivery) {
        scores.deliveredFirst(from, message.topic());
        delivery.bringers().stream()
                .filter(bringer -> !bringer.equals(from))
                .forEach(bringer -> scores.deliveredInMesh(bringer, message.topic()));
        recent.put(message);
        outbox.add(new Effect.Deliver(message));
        for (PeerId peer : mesh.of(message.topic())) {
            if (!delivery.bringers().contains(peer) && !peer.equals(message.author())) {
                outbox.message(peer, message);
            }
        }
    }

    private void follow(Instant now, String topic) {
        if (!mesh.follows(topic)) {
            tellAll(new Subscription(topic, Change.FOLLOWS));
            mesh.join(now, topic, fanout.take(topic));
        }
    }

    private void leave(Instant now, String topic) {
        if (mesh.follows(topic)) {
            tellAll(new Subscription(topic, Change.LEAVES));
            mesh.leave(now, topic);
        }
    }

    private void tellAll(Subscription subscription) {
        circle.all().keySet().forEach(peer -> outbox.subscriptions(peer, List.of(subscription)));
    }

    private void publish(Instant now, Message message) {
        String topic = message.topic();
        seen.add(message.id(), now).judged(Verdict.ACCEPT, now);
        recent.put(message);
        Set<PeerId> to = new LinkedHashSet<>();
        switch (options.publishing()) {
            case FLOOD ->
                to.addAll(circle.followers(topic, options.scoring().thresholds().publish()));
            case MESH -> to.addAll(mesh.follows(topic) ? mesh.of(topic) : fanout.publish(now, topic));
        }
        to.forEach(peer -> outbox.message(peer, message));
    }

    private void beat(Instant now) {
        beats++;
        circle.all().values().forEach(Neighbour::beat);
        rumours.broken(now).forEach((peer, count) -> scores.misbehaved(peer, count));
        scores.pass(now);
        mesh.beat(now, beats % BEATS_UNTIL_BETTER == 0);
        fanout.beat(now);
        mesh.topics().forEach(topic -> rumours.spread(topic, mesh.of(topic)));
        fanout.topics().forEach(topic -> rumours.spread(topic, fanout.of(topic)));
        recent.shift();
        seen.forget(now);
    }
}
