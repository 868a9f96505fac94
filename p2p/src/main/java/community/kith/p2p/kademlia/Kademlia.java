package community.kith.p2p.kademlia;

import community.kith.base.name.Cid;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.PeerWatcher;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
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
    private static final int TELLERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Host host;
    private final RandomGenerator random;
    private final ProviderStore providers;
    private final RecordStore records;
    private final Announcements announcements;
    private final Values values;
    private final List<Member> members = new ArrayList<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("kad ", 0).factory());
    private volatile Mode mode;
    private volatile boolean closed;

    private Kademlia(Host host, KademliaOptions options, InstantSource clock, RandomGenerator random) {
        this.host = host;
        this.random = random;
        this.mode = options.mode();
        Key self = Key.of(host.id());
        KademliaOptions.Capacity capacity = options.capacity();
        Validators validators = new Validators(options.validators());
        this.providers = new ProviderStore(self, capacity.stores());
        this.records = new RecordStore(self, capacity.stores(), validators);
        Quota quota = new Quota(capacity.burst(), capacity.perSecond());
        Responder.Keeping keeping = new Responder.Keeping(providers, records, validators, quota);
        for (Overlay overlay : options.overlays()) {
            members.add(new Member(host, overlay, options, keeping, clock, threads));
        }
        this.announcements = new Announcements(host, members, providers, options.timing(), clock, random);
        this.values = new Values(members, validators, records, options.timing(), clock, random);
    }

    /// Takes part from now on.
    ///
    /// @param clock dates what is kept
    /// @param random where to look around, and jitter; used by several threads
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
            members.forEach(member -> member.identified(peer));
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
    public SortedSet<PeerId> neighbors() {
        SortedSet<PeerId> all = new TreeSet<>();
        members.forEach(member -> all.addAll(member.neighborhood().all()));
        return all;
    }

    /// What is kept for others.
    public Load load() {
        return new Load(providers.size(), records.size());
    }

    /// How much a node keeps for others.
    public record Load(int announcements, int records) {}

    /// Tells the peers nearest to a CID that its content can be had here, now and every 22 hours, until
    /// [#unprovide(Cid)]. Returns how many were told; when nobody was, it is tried again in ten minutes.
    ///
    /// @throws IOException when 100,000 CIDs are provided already
    public int provide(Cid cid) throws IOException {
        return announcements.provide(cid);
    }

    /// Does not say again that the CID is provided; others forget it within 48 hours.
    public void unprovide(Cid cid) {
        announcements.unprovide(cid);
    }

    /// Others who provide a CID, as many as `enough` if there are, with where they are said to be.
    public List<Told> findProviders(Cid cid, int enough) throws IOException {
        return announcements.find(cid, enough);
    }

    /// Has the peers nearest to a key keep a record, now and every 22 hours, until [#unput(byte\[\])]. Returns how many
    /// took it.
    ///
    /// @param key `/NAMESPACE/…`, at most 1 KiB
    /// @param value at most 32 KiB
    /// @throws ProtocolException when the namespace's validator refuses it, or a better value is known
    public int put(byte[] key, byte[] value) throws IOException {
        return values.put(key, value);
    }

    /// Does not put the record again.
    public void unput(byte[] key) {
        values.unput(key);
    }

    /// The best value under a key that five peers or, in the end, all those nearest to the key know. Those that have a
    /// worse one or none are told.
    public Optional<byte[]> get(byte[] key) throws IOException {
        return values.get(key);
    }

    /// Where a peer is: the addresses known for it, after asking those near it. Empty when nobody knows.
    public List<Multiaddr> findPeer(PeerId peer) throws IOException {
        if (!host.connected().contains(peer)) {
            for (Member member : members) {
                search(member, peer);
            }
        }
        return host.addressesOf(peer).stream().map(Multiaddr::withoutPeer).toList();
    }

    /// Until the peer itself answers, or three others say where it is.
    private static void search(Member member, PeerId peer) throws IOException {
        SortedSet<PeerId> tellers = new TreeSet<>();
        member.search(Message.of(Message.Type.FIND_NODE, peer.bytes()), (from, answer) -> {
            answer.closer().stream()
                    .filter(told -> told.peer().equals(peer))
                    .map(told -> member.neighborhood().heard(told, from))
                    .filter(told -> !told.addresses().isEmpty())
                    .forEach(told -> {
                        member.neighborhood().learn(told);
                        tellers.add(from);
                    });
            return from.equals(peer) || tellers.size() >= TELLERS;
        });
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
        announcements.repeat(now);
        values.repeat(now);
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
