package community.kith.p2p.pubsub;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Connection;
import community.kith.p2p.host.Direction;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.Network;
import community.kith.p2p.host.PeerWatcher;
import community.kith.p2p.host.Stream;
import community.kith.p2p.pubsub.Input.Authenticity;
import community.kith.p2p.transport.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/// gossipsub 1.1 over a host: says things on topics, and hears what others say.
///
/// ```java
/// try (Gossip gossip = Gossip.start(host, key, GossipOptions.DEFAULT, random, InstantSource.system())) {
///     gossip.subscribe("news", message -> print(message.data()));
///     gossip.publish("news", bytes);
/// }
/// ```
///
/// It speaks with every connected peer that does, and dials nobody. A message reaches whoever follows its topic and is
/// connected to somebody who does; nothing promises that it does. Thread-safe.
public final class Gossip implements AutoCloseable {
    public static final String PROTOCOL = "/meshsub/1.1.0";
    static final String OLD_PROTOCOL = "/meshsub/1.0.0";

    private static final int JUDGED_AT_ONCE = 64;
    private static final int BEATS_BETWEEN_MOVES = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Host host;
    private final SigningKey key;
    private final GossipOptions options;
    private final InstantSource clock;
    private final AtomicLong number;
    private final AtomicLong dropped = new AtomicLong();
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final Semaphore judging = new Semaphore(JUDGED_AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    /// Guarded by the lock, as is who has a link.
    private final Router router;

    private final Map<PeerId, PeerLink> links = new ConcurrentHashMap<>();

    private Gossip(Host host, SigningKey key, GossipOptions options, RandomGenerator random, InstantSource clock) {
        this.host = host;
        this.key = key;
        this.options = options;
        this.clock = clock;
        this.number = new AtomicLong(TimeUnit.MILLISECONDS.toNanos(clock.millis()));
        this.router = new Router(host.id(), options, random);
    }

    /// Starts to gossip.
    ///
    /// @param key the host's own, which signs what is published
    /// @param random for the choice of peers; nothing secret depends on it
    public static Gossip start(
            Host host, SigningKey key, GossipOptions options, RandomGenerator random, InstantSource clock) {
        Gossip gossip = new Gossip(host, key, options, random, clock);
        gossip.threads.execute(gossip::beat);
        host.watch(gossip.new Watcher());
        host.accept(PROTOCOL, gossip::hear);
        host.accept(OLD_PROTOCOL, gossip::hear);
        host.connected().forEach(gossip::meetIfItGossips);
        return gossip;
    }

    /// Follows a topic, believing whatever its authors signed.
    public Subscription subscribe(String topic, MessageHandler handler) {
        return subscribe(topic, (from, message) -> Verdict.ACCEPT, handler);
    }

    /// Follows a topic. A handler that is too slow misses messages; see [#dropped()].
    ///
    /// @throws IllegalStateException when somebody here follows it already
    public Subscription subscribe(String topic, Validator validator, MessageHandler handler) {
        checkTopic(topic);
        Subscription subscription = new Subscription(topic, validator, this::leave);
        lock.lock();
        try {
            if (isClosed() || subscriptions.putIfAbsent(topic, subscription) != null) {
                throw new IllegalStateException("closed, or the topic is followed already: " + topic);
            }
            threads.execute(() -> subscription.run(handler));
        } finally {
            lock.unlock();
        }
        step(new Input.Follow(topic));
        return subscription;
    }

    private void leave(Subscription subscription) {
        if (subscriptions.remove(subscription.topic(), subscription)) {
            step(new Input.Leave(subscription.topic()));
        }
    }

    private boolean isClosed() {
        return closing.getCount() == 0;
    }

    /// Says something on a topic, which we need not follow. Our own subscription does not hear it.
    ///
    /// @throws IllegalArgumentException when it is longer than [Message#MAX_DATA_BYTES]
    public MessageId publish(String topic, byte[] data) {
        checkTopic(topic);
        if (data.length > Message.MAX_DATA_BYTES) {
            throw new IllegalArgumentException("a message of %d bytes".formatted(data.length));
        }
        Message message = Message.signed(key, topic, number.incrementAndGet(), data);
        step(new Input.Publish(message));
        return message.id();
    }

    private static void checkTopic(String topic) {
        int bytes = topic.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > Message.MAX_TOPIC_BYTES) {
            throw new IllegalArgumentException("a topic of %d bytes".formatted(bytes));
        }
    }

    /// Connected peers that follow a topic.
    public Set<PeerId> peers(String topic) {
        lock.lock();
        try {
            return new LinkedHashSet<>(router.followers(topic));
        } finally {
            lock.unlock();
        }
    }

    /// Those of them that we exchange whole messages with.
    public Set<PeerId> mesh(String topic) {
        lock.lock();
        try {
            return new LinkedHashSet<>(router.mesh(topic));
        } finally {
            lock.unlock();
        }
    }

    /// What we think of a peer; below zero it is in no mesh.
    public double score(PeerId peer) {
        lock.lock();
        try {
            return router.score(peer);
        } finally {
            lock.unlock();
        }
    }

    /// How many messages were lost to slow peers and slow handlers.
    public long dropped() {
        return dropped.get();
    }

    private final class Watcher implements PeerWatcher {
        @Override
        public void identified(PeerId peer) {
            meetIfItGossips(peer);
        }

        @Override
        public void disconnected(PeerId peer) {
            part(peer);
        }
    }

    private void meetIfItGossips(PeerId peer) {
        Set<String> spoken = host.protocolsOf(peer);
        if (spoken.contains(PROTOCOL) || spoken.contains(OLD_PROTOCOL)) {
            meet(peer);
        }
    }

    private Optional<PeerLink> meet(PeerId peer) {
        lock.lock();
        try {
            if (isClosed()) {
                return Optional.empty();
            }
            PeerLink known = links.get(peer);
            if (known != null) {
                return Optional.of(known);
            }
            PeerLink link = new PeerLink(host, peer);
            links.put(peer, link);
            carryOut(router.step(clock.instant(), met(peer)));
            threads.execute(() -> {
                link.write(() -> step(new Input.Greet(peer)));
                part(peer, link);
            });
            return Optional.of(link);
        } finally {
            lock.unlock();
        }
    }

    Optional<Connection> carrier(PeerId peer) {
        return Optional.ofNullable(links.get(peer)).flatMap(PeerLink::carrier);
    }

    private Input.Met met(PeerId peer) {
        Optional<Connection> connection = host instanceof Network network
                ? network.connections(peer).stream().findFirst()
                : Optional.empty();
        Direction direction = connection.map(Connection::direction).orElse(Direction.INBOUND);
        Optional<String> address = connection
                .flatMap(one -> one.remote().ip())
                .filter(ip -> Scope.of(ip) == Scope.PUBLIC)
                .map(ip -> ip.getHostAddress());
        return new Input.Met(peer, direction, address);
    }

    private void part(PeerId peer) {
        Optional.ofNullable(links.get(peer)).ifPresent(link -> part(peer, link));
    }

    private void part(PeerId peer, PeerLink link) {
        link.close();
        lock.lock();
        try {
            if (links.remove(peer, link) && !isClosed()) {
                carryOut(router.step(clock.instant(), new Input.Left(peer)));
            }
        } finally {
            lock.unlock();
        }
    }

    private void hear(Stream stream) throws IOException {
        Optional<PeerLink> link = meet(stream.peer());
        if (link.isEmpty()) {
            return;
        }
        link.get().heardFrom(stream);
        Optional<Rpc> next = RpcCodec.read(stream.in());
        while (next.isPresent() && !isClosed()) {
            step(new Input.Heard(stream.peer(), next.get()));
            next = RpcCodec.read(stream.in());
        }
    }

    private void beat() {
        try {
            for (int beats = 1; !closing.await(options.timing().heartbeat().toNanos(), TimeUnit.NANOSECONDS); beats++) {
                step(new Input.Beat());
                if (beats % BEATS_BETWEEN_MOVES == 0) {
                    links.values().forEach(PeerLink::moveToTheBest);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Signatures are checked on the thread of whoever sent them, so that each peer waits for its own.
    private void step(Input input) {
        List<Effect> effects;
        lock.lock();
        try {
            effects = isClosed() ? List.of() : router.step(clock.instant(), input);
            carryOut(effects);
        } finally {
            lock.unlock();
        }
        for (Effect effect : effects) {
            if (effect instanceof Effect.Check check) {
                boolean genuine = check.message().isGenuine();
                Authenticity found = genuine ? Authenticity.GENUINE : Authenticity.FORGED;
                step(new Input.Checked(check.from(), check.message(), found));
            }
        }
    }

    /// What must happen in order; none of it waits.
    private void carryOut(List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Send send -> {
                    PeerLink link = links.get(send.to());
                    count(link == null || link.offer(send.rpc()));
                }
                case Effect.Deliver deliver -> {
                    Subscription subscription =
                            subscriptions.get(deliver.message().topic());
                    count(subscription == null || subscription.deliver(deliver.message()));
                }
                case Effect.Judge judge -> judge(judge);
                case Effect.Check check -> {}
            }
        }
    }

    private void count(boolean arrived) {
        if (!arrived) {
            dropped.incrementAndGet();
        }
    }

    /// More than can be judged at once is ignored.
    private void judge(Effect.Judge judge) {
        Subscription subscription = subscriptions.get(judge.message().topic());
        if (subscription == null || !judging.tryAcquire()) {
            dropped.incrementAndGet();
            return;
        }
        threads.execute(() -> {
            Verdict verdict = Verdict.IGNORE;
            try {
                verdict = subscription.validator().judge(judge.from(), judge.message());
            } finally {
                judging.release();
                step(new Input.Judged(judge.from(), judge.message(), verdict));
            }
        });
    }

    /// Stops at once; the host stays.
    @Override
    public void close() {
        lock.lock();
        try {
            closing.countDown();
        } finally {
            lock.unlock();
        }
        links.values().forEach(PeerLink::close);
        subscriptions.values().forEach(Subscription::end);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
