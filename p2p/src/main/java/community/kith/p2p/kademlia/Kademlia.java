package community.kith.p2p.kademlia;

import community.kith.base.name.Cid;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.PeerWatcher;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// A distributed hash table over a [Host]: who provides a CID, where a peer is, and small validated records.
///
/// ```java
/// try (Kademlia kademlia = Kademlia.start(host, KademliaOptions.DEFAULT, InstantSource.system(), random)) {
///     kademlia.provide(cid);
///     List<Told> providers = kademlia.findProviders(cid, 5);
/// }
/// ```
///
/// Peers that the host is connected to and that serve enter the table by themselves. Calls block, up to a minute when
/// much of the network is gone. Somebody must call [#tick(Instant)] about once a minute. Source: libp2p specs,
/// `kad-dht/README.md`.
public final class Kademlia implements AutoCloseable {
    private static final int MAX_PROVIDED = 100_000;
    private static final int MAX_PUT = 1_000;
    private static final int REPEATS_A_TICK = 50;
    private static final int TELLERS = 3;
    private static final int QUORUM = 5;
    private static final int CORRECTIONS = 4;
    private static final Duration RETRY = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Host host;
    private final KademliaOptions options;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Validators validators;
    private final ProviderStore providers;
    private final RecordStore records;
    private final List<Member> members = new ArrayList<>();
    private final Repeats<Cid> provided = new Repeats<>(MAX_PROVIDED);
    private final Repeats<Entry> put = new Repeats<>(MAX_PUT);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("kad ", 0).factory());
    private volatile Mode mode;
    private volatile boolean closed;

    private Kademlia(Host host, KademliaOptions options, InstantSource clock, RandomGenerator random) {
        this.host = host;
        this.options = options;
        this.clock = clock;
        this.random = random;
        this.mode = options.mode();
        Key self = Key.of(host.id());
        KademliaOptions.Capacity capacity = options.capacity();
        this.validators = new Validators(options.validators());
        this.providers = new ProviderStore(self, capacity.stores());
        this.records = new RecordStore(self, capacity.stores(), validators);
        Quota quota = new Quota(capacity.burst(), capacity.perSecond());
        Responder.Keeping keeping = new Responder.Keeping(providers, records, validators, quota);
        for (Overlay overlay : options.overlays()) {
            members.add(new Member(host, overlay, options, keeping, clock, threads));
        }
    }

    /// Takes part from now on.
    ///
    /// @param clock dates what is kept
    /// @param random where to look around, and jitter; shared by threads
    public static Kademlia start(Host host, KademliaOptions options, InstantSource clock, RandomGenerator random) {
        Kademlia kademlia = new Kademlia(host, options, clock, random);
        host.watch(new PeerWatcher() {
            @Override
            public void identified(PeerId peer) {
                kademlia.identified(peer);
            }
        });
        host.connected().forEach(kademlia::identified);
        kademlia.mode(options.mode());
        return kademlia;
    }

    private void identified(PeerId peer) {
        if (!closed) {
            members.forEach(member -> member.neighborhood().identified(peer));
        }
    }

    /// Starts to answer others, or stops.
    public void mode(Mode other) {
        mode = other;
        switch (other) {
            case SERVER -> members.forEach(Member::serve);
            case CLIENT -> members.forEach(Member::stopServing);
        }
    }

    /// Whether this node answers others.
    public Mode mode() {
        return mode;
    }

    /// The peers in the tables of all overlays.
    public Collection<PeerId> neighbors() {
        TreeSet<PeerId> all = new TreeSet<>();
        members.forEach(member -> all.addAll(member.neighborhood().all()));
        return all;
    }

    /// How much is kept for others: announcements and records.
    public Load load() {
        return new Load(providers.size(), records.size());
    }

    /// What a node keeps for others.
    public record Load(int announcements, int records) {}

    /// Tells the peers nearest to a CID that its content can be had here, now and every 22 hours, until
    /// [#unprovide(Cid)]. Returns how many were told; when nobody was, it is tried again in ten minutes.
    ///
    /// @throws IOException when so much is provided already that this one would be forgotten
    public int provide(Cid cid) throws IOException {
        Instant now = clock.instant();
        if (!provided.remember(keyOf(cid), cid, now.plus(RETRY))) {
            throw new IOException("already provides " + MAX_PROVIDED + " CIDs");
        }
        byte[] key = cid.hash().bytes();
        int told = 0;
        for (Member member : members) {
            told += member.announce(member.closest(key), key);
        }
        if (told > 0) {
            provided.remember(keyOf(cid), cid, nextTime(now));
        }
        return told;
    }

    /// Does not say again that the CID is provided; others forget it within 48 hours.
    public void unprovide(Cid cid) {
        provided.forget(keyOf(cid));
    }

    /// Others who provide a CID, as many as `enough` if there are, with where they are said to be.
    public List<Told> findProviders(Cid cid, int enough) throws IOException {
        SequencedMap<PeerId, Told> found = new LinkedHashMap<>();
        providers.of(keyOf(cid), clock.instant(), enough).forEach(told -> take(told, found));
        Message question = Message.of(Message.Type.GET_PROVIDERS, cid.hash().bytes());
        for (Member member : members) {
            if (found.size() < enough) {
                member.search(question, (from, answer) -> {
                    answer.providers().forEach(told -> {
                        member.neighborhood().learn(told);
                        take(told, found);
                    });
                    return found.size() >= enough;
                });
            }
        }
        return found.values().stream()
                .limit(enough)
                .map(told -> told.addresses().isEmpty() ? new Told(told.peer(), addressesOf(told.peer())) : told)
                .toList();
    }

    private void take(Told told, SequencedMap<PeerId, Told> found) {
        if (!told.peer().equals(host.id())
                && found.size() < options.lookup().asks()
                && (!told.addresses().isEmpty() || !found.containsKey(told.peer()))) {
            found.put(told.peer(), told);
        }
    }

    private List<Multiaddr> addressesOf(PeerId peer) {
        return host.addressesOf(peer).stream().map(Multiaddr::withoutPeer).toList();
    }

    /// Has the peers nearest to a key keep a record, now and every 22 hours. Returns how many took it.
    ///
    /// @param key `/NAMESPACE/…`, at most 1 KiB
    /// @param value at most 32 KiB
    /// @throws ProtocolException when the namespace's validator refuses it, or a better value is known
    public int put(byte[] key, byte[] value) throws IOException {
        validators.validate(key, value);
        Instant now = clock.instant();
        Entry entry = new Entry(key.clone(), value.clone());
        if (!Arrays.equals(records.offer(entry, now).value(), value)) {
            throw new ProtocolException("a better value is known already");
        }
        if (!put.remember(Key.of(key), entry, nextTime(now))) {
            throw new IOException("already keeps up " + MAX_PUT + " records");
        }
        int took = 0;
        for (Member member : members) {
            took += member.put(member.closest(key), entry);
        }
        return took;
    }

    /// Does not put the record again.
    public void unput(byte[] key) {
        put.forget(Key.of(key));
    }

    /// The best value under a key that five peers or, in the end, all those nearest to the key know. Those that have a
    /// worse one or none are told.
    public Optional<byte[]> get(byte[] key) throws IOException {
        Instant now = clock.instant();
        Optional<Entry> best = records.get(key, now);
        for (Member member : members) {
            Tally tally = new Tally(key, validators, QUORUM);
            best.ifPresent(tally::own);
            member.search(Message.of(Message.Type.GET_VALUE, key), (from, answer) -> tally.take(from, answer.record()));
            best = tally.best();
            if (best.isPresent()) {
                correct(member, tally, best.get());
            }
        }
        return best.map(entry -> entry.value().clone());
    }

    private static void correct(Member member, Tally tally, Entry best) throws InterruptedIOException {
        List<PeerId> wrong = new ArrayList<>(tally.outdated());
        tally.without().reversed().stream().limit(CORRECTIONS).forEach(wrong::add);
        member.put(wrong, best);
    }

    /// Where a peer is: the addresses known for it, after asking those near it. Empty when nobody knows.
    public List<Multiaddr> findPeer(PeerId peer) throws IOException {
        if (host.connected().contains(peer)) {
            return addressesOf(peer);
        }
        for (Member member : members) {
            TreeSet<PeerId> tellers = new TreeSet<>();
            member.search(Message.of(Message.Type.FIND_NODE, peer.bytes()), (from, answer) -> {
                for (Told told : answer.closer()) {
                    if (told.peer().equals(peer) && !told.addresses().isEmpty()) {
                        member.neighborhood().learn(told);
                        tellers.add(from);
                    }
                }
                return from.equals(peer) || tellers.size() >= TELLERS;
            });
        }
        return addressesOf(peer);
    }

    /// The peers nearest to a key that answer, over all overlays.
    public List<PeerId> closest(byte[] key) throws IOException {
        List<PeerId> closest = new ArrayList<>();
        for (Member member : members) {
            closest.addAll(member.closest(key));
        }
        return closest.stream().distinct().toList();
    }

    /// Does what is due by now: forgets what expired, pings the silent, searches where nobody did, and says again what
    /// is provided and was put.
    public void tick(Instant now) throws IOException {
        providers.expire(now);
        records.expire(now);
        for (Member member : members) {
            member.refresh(random);
        }
        for (Cid cid : provided.due(now, REPEATS_A_TICK)) {
            provide(cid);
        }
        for (Entry entry : put.due(now, REPEATS_A_TICK)) {
            again(entry, now);
        }
    }

    /// Puts the record again, or a better one that came meanwhile.
    private void again(Entry entry, Instant now) throws IOException {
        put.remember(Key.of(entry.key()), entry, nextTime(now));
        Entry best = records.offer(entry, now);
        for (Member member : members) {
            member.put(member.closest(entry.key()), best);
        }
    }

    /// Up to a tenth early, so that not everything is said again at once.
    private Instant nextTime(Instant now) {
        Duration every = options.timing().republish();
        return now.plus(every).minusMillis(random.nextLong(every.toMillis() / 10 + 1));
    }

    private static Key keyOf(Cid cid) {
        return Key.of(cid.hash().bytes());
    }

    /// Answers nobody any more, and ends what is under way.
    @Override
    public void close() {
        closed = true;
        members.forEach(Member::close);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
