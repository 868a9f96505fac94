package community.kith.p2p.pubsub;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Direction;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/// Many routers in one thread: what one sends, another hears some milliseconds later.
final class Village {
    static final String TOPIC = "news";

    private final Random random;
    private final GossipOptions options;
    private final Map<PeerId, Villager> villagers = new LinkedHashMap<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::order));
    private Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private long order;

    private record Event(Instant at, long order, Villager to, Input input) {}

    Village(long seed, GossipOptions options) {
        this.random = new Random(seed);
        this.options = options;
    }

    /// How a villager behaves.
    enum Manner {
        HONEST,
        /// Takes everything and passes nothing on.
        SILENT,
        /// Is silent, grafts all the time, and announces messages that do not exist.
        HOSTILE
    }

    /// One of them.
    final class Villager {
        final SigningKey key;
        final PeerId id;
        final Router router;
        final Manner manner;
        final List<PeerId> friends = new ArrayList<>();
        /// How often each message came, by its name.
        final Map<MessageId, Integer> came = new LinkedHashMap<>();

        final List<Message> delivered = new ArrayList<>();
        private long number;

        private Villager(SigningKey key, Manner manner) {
            this.key = key;
            this.id = PeerId.of(key.verifyingKey());
            this.manner = manner;
            this.router = new Router(id, options, random);
        }

        Message say(String what) {
            Message message = Message.signed(key, TOPIC, ++number, what.getBytes(StandardCharsets.UTF_8));
            carryOut(this, router.step(now, new Input.Publish(message)));
            return message;
        }
    }

    Villager add(Manner manner) {
        Villager villager = new Villager(SigningKey.generate(random), manner);
        villagers.put(villager.id, villager);
        carryOut(villager, villager.router.step(now, new Input.Follow(TOPIC)));
        return villager;
    }

    List<Villager> all() {
        return List.copyOf(villagers.values());
    }

    List<Villager> all(Manner manner) {
        return villagers.values().stream().filter(one -> one.manner == manner).toList();
    }

    void connect(Villager from, Villager to) {
        if (from == to || from.friends.contains(to.id)) {
            return;
        }
        from.friends.add(to.id);
        to.friends.add(from.id);
        carryOut(from, from.router.step(now, new Input.Met(to.id, Direction.OUTBOUND, Optional.empty())));
        carryOut(to, to.router.step(now, new Input.Met(from.id, Direction.INBOUND, Optional.empty())));
    }

    /// Connects each with so many others, drawn by lot.
    void mingle(int dials) {
        List<Villager> everybody = all();
        for (Villager one : everybody) {
            for (int i = 0; i < dials; i++) {
                connect(one, everybody.get(random.nextInt(everybody.size())));
            }
        }
    }

    /// Lets time pass, with a beat each second.
    void pass(Duration time) {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            Instant beat = now.plusSeconds(1);
            for (Event next = events.peek(); next != null && next.at().isBefore(beat); next = events.peek()) {
                events.remove();
                now = next.at();
                carryOut(next.to(), next.to().router.step(now, next.input()));
            }
            now = beat;
            for (Villager villager : villagers.values()) {
                carryOut(villager, villager.router.step(now, new Input.Beat()));
                if (villager.manner == Manner.HOSTILE) {
                    annoy(villager);
                }
            }
        }
    }

    private void annoy(Villager villager) {
        byte[] invented = new byte[46];
        random.nextBytes(invented);
        Rpc.Control control =
                new Rpc.Control(List.of(new Rpc.Have(TOPIC, List.of(invented))), List.of(), List.of(TOPIC), List.of());
        villager.friends.forEach(friend -> send(villager, friend, Rpc.of(control)));
    }

    private void carryOut(Villager villager, List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Send send -> {
                    boolean kept = villager.manner == Manner.HONEST
                            || send.rpc().publish().isEmpty();
                    if (kept) {
                        send(villager, send.to(), send.rpc());
                    }
                }
                case Effect.Check check ->
                    carryOut(
                            villager,
                            villager.router.step(
                                    now, new Input.Checked(check.from(), check.message(), Input.Authenticity.GENUINE)));
                case Effect.Judge judge ->
                    carryOut(
                            villager,
                            villager.router.step(now, new Input.Judged(judge.from(), judge.message(), Verdict.ACCEPT)));
                case Effect.Deliver deliver -> villager.delivered.add(deliver.message());
            }
        }
    }

    private void send(Villager from, PeerId to, Rpc rpc) {
        Villager receiver = villagers.get(to);
        if (receiver != null) {
            for (byte[] written : rpc.publish()) {
                receiver.came.merge(id(written), 1, Integer::sum);
            }
            Duration delay = Duration.ofMillis(5 + random.nextInt(60));
            events.add(new Event(now.plus(delay), order++, receiver, new Input.Heard(from.id, rpc)));
        }
    }

    private static MessageId id(byte[] written) {
        try {
            return Message.read(written).id();
        } catch (ProtocolException e) {
            throw new AssertionError("a router sent nonsense", e);
        }
    }
}
