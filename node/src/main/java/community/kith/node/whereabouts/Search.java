package community.kith.node.whereabouts;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.node.config.Finding;
import community.kith.node.replication.Chance;
import community.kith.p2p.discovery.Found;
import community.kith.p2p.discovery.Mdns;
import community.kith.p2p.discovery.MdnsOptions;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.PeerWatcher;
import community.kith.p2p.kademlia.Kademlia;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Looks for people who are away and tells people where we are: over gossip among those who still reach each other, at
/// doorways, in the same house, in the table of all nodes, and by the community's nodes when nobody else is there. None
/// of
/// these is needed.
public final class Search implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Search.class.getName());
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Duration SAID_AGAIN = Duration.ofMinutes(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int LOOKED_FOR_AT_ONCE = 8;

    private final Whereabouts whereabouts;
    private final Host host;
    private final Finding finding;
    private final Chance chance;
    private final Kademlia table;
    private final AddressTopic topic;
    private final SignalClient signals = new SignalClient();
    private final Semaphore wake = new Semaphore(0);
    private final Semaphore looking = new Semaphore(LOOKED_FOR_AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closed;
    private Optional<Mdns> house = Optional.empty();

    /// All below belong to the thread that goes its rounds.
    private final SearchPace people = new SearchPace(FIRST_PAUSE, LONGEST_PAUSE);

    private final SearchPace community = new SearchPace(FIRST_PAUSE, LONGEST_PAUSE);
    private Set<Multiaddr> told = Set.of();
    private Set<Multiaddr> gossiped = Set.of();
    private Instant toldAt = Instant.MIN;
    private Instant gossipedAt = Instant.MIN;

    private Search(Whereabouts whereabouts, Host host, SigningKey key, Kademlia table, Finding finding, Chance chance) {
        this.whereabouts = whereabouts;
        this.host = host;
        this.finding = finding;
        this.chance = chance;
        this.table = table;
        this.topic = AddressTopic.follow(whereabouts, host, key, chance.entropy(), chance.clock());
    }

    /// Begins to search.
    ///
    /// @param key the host's own
    /// @param table of all nodes, which is asked last
    public static Search start(
            Whereabouts whereabouts, Host host, SigningKey key, Kademlia table, Finding finding, Chance chance) {
        Search search = new Search(whereabouts, host, key, table, finding, chance);
        host.watch(search.new Watcher());
        search.searchHouse();
        search.threads.execute(search::rounds);
        return search;
    }

    private void searchHouse() {
        if (finding.house() == Finding.House.LEFT_ALONE) {
            return;
        }
        try {
            house = Optional.of(Mdns.start(host, MdnsOptions.DEFAULT, chance.entropy(), this::foundInHouse));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "others in this house are not looked for: " + e.getMessage());
        }
    }

    /// Whoever of my people is in the house is called at once.
    private void foundInHouse(Found found) {
        if (closed || host.connected().contains(found.peer()) || !looking.tryAcquire()) {
            return;
        }
        threads.execute(() -> {
            try {
                look(found.peer());
            } finally {
                looking.release();
            }
        });
    }

    private final class Watcher implements PeerWatcher {
        @Override
        public void moved() {
            wake.release();
        }
    }

    private void rounds() {
        try {
            while (!closed) {
                round();
                if (wake.tryAcquire(ROUND.toNanos(), TimeUnit.NANOSECONDS)) {
                    wake.drainPermits();
                    people.anew();
                    community.anew();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() throws InterruptedException {
        try {
            tell();
            Instant now = chance.clock().instant();
            for (PeerId peer : people.due(whereabouts.absent(), now)) {
                seek(peer);
            }
            if (host.connected().isEmpty()) {
                callCommunity(now);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.WARNING, "a search failed; trying again", e);
        }
    }

    /// Tells where we are when that changed, and now and then.
    private void tell() throws InterruptedException {
        Set<Multiaddr> addresses = new HashSet<>(host.addresses());
        Instant now = chance.clock().instant();
        if (topic.hasListeners() && (!addresses.equals(gossiped) || isLongAgo(gossipedAt, now))) {
            gossiped = addresses;
            gossipedAt = now;
            topic.tell();
        }
        if (!addresses.equals(told) || isLongAgo(toldAt, now)) {
            told = addresses;
            toldAt = now;
            for (URI doorway : finding.doorways()) {
                tell(doorway);
            }
        }
    }

    private static boolean isLongAgo(Instant then, Instant now) {
        return then.equals(Instant.MIN) || Duration.between(then, now).compareTo(SAID_AGAIN) > 0;
    }

    private void tell(URI doorway) throws InterruptedException {
        try {
            Optional<byte[]> own = whereabouts.own(SignalClient.place(doorway));
            if (own.isPresent()) {
                signals.announce(doorway, own.get());
            }
        } catch (IOException e) {
            toldAt = chance.clock().instant().minus(SAID_AGAIN).plus(FIRST_PAUSE);
            LOG.log(Level.DEBUG, () -> "could not announce at " + doorway + ": " + e);
        }
    }

    private void seek(PeerId peer) throws InterruptedException {
        for (URI doorway : finding.doorways()) {
            try {
                Optional<byte[]> sealed = signals.find(doorway, peer);
                if (sealed.isPresent() && whereabouts.hear(sealed.get()) == Whereabouts.News.NEW) {
                    look(peer);
                    return;
                }
            } catch (IOException e) {
                LOG.log(Level.DEBUG, () -> "could not ask " + doorway + ": " + e);
            }
        }
        askEverybody(peer);
    }

    /// A node that answers others stands in their tables, under the address that it had last.
    private void askEverybody(PeerId peer) {
        try {
            Set<Multiaddr> known = new HashSet<>(host.addressesOf(peer));
            if (!known.containsAll(table.findPeer(peer).stream()
                    .map(address -> address.withPeer(peer))
                    .toList())) {
                look(peer);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "the table could not be asked for " + peer + ": " + e);
        }
    }

    private void look(PeerId peer) {
        try {
            whereabouts.look(peer);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the book cannot be read", e);
        }
    }

    private void callCommunity(Instant now) {
        List<PeerId> nodes = finding.bootstrap().stream()
                .flatMap(address -> address.peerId().stream())
                .filter(peer -> !peer.equals(host.id()))
                .distinct()
                .toList();
        List<PeerId> due = community.due(nodes, now);
        for (Multiaddr address : finding.bootstrap()) {
            if (address.peerId().filter(due::contains).isPresent()) {
                call(address);
            }
        }
    }

    private void call(Multiaddr address) {
        try {
            PeerId met = host.connect(address);
            LOG.log(Level.DEBUG, () -> "met the community's " + met);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "nobody at " + address + ": " + e);
        }
    }

    /// Stops at once; the host stays.
    @Override
    public void close() {
        closed = true;
        wake.release();
        house.ifPresent(Mdns::close);
        topic.close();
        signals.close();
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
