package community.kith.p2p.kademlia;

import community.kith.base.name.PeerId;
import community.kith.p2p.host.Host;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;

/// This host's part in one overlay: whom it knows there, how it asks, how it answers.
final class Member implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Member.class.getName());
    private static final int PINGS_AT_ONCE = 16;
    private static final int SEARCHES_AT_ONCE = 4;
    /// A random key with so many given bits takes some ten thousand tries to find; nearer buckets fill by themselves
    /// when we look for ourselves.
    private static final int MOST_GIVEN_BITS = 13;

    private static final int RANDOM_KEY_BYTES = 32;

    private final Host host;
    private final Overlay overlay;
    private final KademliaOptions options;
    private final Neighborhood neighborhood;
    private final Caller caller;
    private final Responder responder;
    private final ExecutorService threads;

    Member(
            Host host,
            Overlay overlay,
            KademliaOptions options,
            Responder.Keeping keeping,
            InstantSource clock,
            ExecutorService threads) {
        this.host = host;
        this.overlay = overlay;
        this.options = options;
        this.threads = threads;
        this.neighborhood = new Neighborhood(host, overlay, options.capacity().table(), clock);
        this.caller = new Caller(host, overlay.protocol(), options.timing().answer());
        this.responder =
                new Responder(host, neighborhood, keeping, options.lookup().closest(), clock);
    }

    Neighborhood neighborhood() {
        return neighborhood;
    }

    /// A peer said what it speaks. The first that serves is asked at once for whom it knows.
    void identified(PeerId peer) {
        boolean alone = neighborhood.size() == 0;
        neighborhood.identified(peer);
        if (alone && neighborhood.size() > 0) {
            try {
                threads.execute(this::lookAround);
            } catch (RejectedExecutionException closed) {
                LOG.log(Level.DEBUG, () -> "closed before it met " + peer);
            }
        }
    }

    private void lookAround() {
        try {
            closest(host.id().bytes());
        } catch (InterruptedIOException closed) {
            LOG.log(Level.DEBUG, "closed while looking around");
        }
    }

    void serve() {
        host.accept(overlay.protocol(), responder::serve);
    }

    void stopServing() {
        host.ignore(overlay.protocol());
    }

    /// Searches for what a question is about, putting that question to all on the way.
    Lookup.Found search(Message question, Query.Harvest harvest) throws InterruptedIOException {
        Query.Part part = new Query.Part(neighborhood, caller, threads, options.timing(), options.lookup());
        return new Query(part, question, harvest).run(host.id());
    }

    /// The peers nearest to a key.
    List<PeerId> closest(byte[] key) throws InterruptedIOException {
        return search(Message.of(Message.Type.FIND_NODE, key), (from, answer) -> false).closest().stream()
                .map(Contact::peer)
                .toList();
    }

    /// Has each of the peers keep a record; returns how many did.
    int put(Collection<PeerId> peers, Entry entry) throws InterruptedIOException {
        Message message = Message.of(Message.Type.PUT_VALUE, entry.key()).withRecord(entry);
        return together(peers, peer -> caller.ask(peer, message));
    }

    /// Tells each of the peers that we provide something; returns how many were told.
    int announce(Collection<PeerId> peers, byte[] key) throws InterruptedIOException {
        Message message = Message.of(Message.Type.ADD_PROVIDER, key);
        return together(
                peers, peer -> caller.tell(peer, message.withProviders(List.of(neighborhood.about(host.id(), peer)))));
    }

    /// Pings those long silent, looks for itself, and searches where nobody searched for a while.
    void refresh(RandomGenerator random) throws InterruptedIOException {
        caller.tidy();
        List<PeerId> silent = neighborhood.silent(options.timing().refresh(), PINGS_AT_ONCE).stream()
                .map(Contact::peer)
                .toList();
        together(silent, this::ping);
        List<Integer> due = neighborhood.unsearched(options.timing().refresh(), MOST_GIVEN_BITS);
        if (due.isEmpty()) {
            return;
        }
        closest(host.id().bytes());
        for (int bits : due.stream().limit(SEARCHES_AT_ONCE).toList()) {
            closest(keySharing(bits, random));
        }
    }

    private void ping(PeerId peer) throws IOException {
        try {
            caller.ask(peer, Message.of(Message.Type.PING, new byte[0]));
            neighborhood.serves(peer);
        } catch (IOException e) {
            neighborhood.failed(peer);
            throw e;
        }
    }

    private byte[] keySharing(int bits, RandomGenerator random) {
        Key self = Key.of(host.id());
        byte[] key = new byte[RANDOM_KEY_BYTES];
        do {
            random.nextBytes(key);
        } while (Key.of(key).sharedBits(self) != bits);
        return key;
    }

    @FunctionalInterface
    private interface Errand {
        void run(PeerId peer) throws IOException;
    }

    /// Runs an errand to every peer at the same time, and returns how many succeeded.
    private int together(Collection<PeerId> peers, Errand errand) throws InterruptedIOException {
        List<Callable<Boolean>> errands = peers.stream()
                .<Callable<Boolean>>map(peer -> () -> succeeds(peer, errand))
                .toList();
        int succeeded = 0;
        try {
            for (Future<Boolean> done : threads.invokeAll(errands)) {
                succeeded += done.get() ? 1 : 0;
            }
        } catch (RejectedExecutionException closed) {
            throw new InterruptedIOException("closed");
        } catch (ExecutionException bug) {
            throw new IllegalStateException("an errand failed", bug);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while telling peers");
        }
        return succeeded;
    }

    private boolean succeeds(PeerId peer, Errand errand) {
        try {
            errand.run(peer);
            return true;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> peer + " could not be told: " + e);
            return false;
        }
    }

    @Override
    public void close() {
        stopServing();
        caller.close();
    }
}
