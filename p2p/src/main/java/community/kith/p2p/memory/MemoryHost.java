package community.kith.p2p.memory;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.AddressBook;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.PeerWatcher;
import community.kith.p2p.host.Stream;
import community.kith.p2p.host.StreamHandler;
import community.kith.p2p.host.UnsupportedProtocolException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A host of a [MemoryNetwork].
final class MemoryHost implements Host {
    private static final System.Logger LOG = System.getLogger(MemoryHost.class.getName());
    private static final int MAX_PEERS = 4096;
    private static final Duration ROUND_TRIP = Duration.ofNanos(1_000);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final MemoryNetwork network;
    private final PeerId id;
    private final Multiaddr address;
    private final AddressBook book = new AddressBook(MAX_PEERS);
    private final Map<String, StreamHandler> handlers = new ConcurrentHashMap<>();
    private final List<PeerWatcher> watchers = new CopyOnWriteArrayList<>();
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    MemoryHost(MemoryNetwork network, PeerId id, Multiaddr address) {
        this.network = network;
        this.id = id;
        this.address = address;
    }

    @Override
    public PeerId id() {
        return id;
    }

    @Override
    public List<Multiaddr> addresses() {
        return List.of(address);
    }

    @Override
    public void learn(PeerId peer, Collection<Multiaddr> addresses) {
        book.learn(peer, addresses);
    }

    @Override
    public List<Multiaddr> addressesOf(PeerId peer) {
        return book.addressesOf(peer);
    }

    @Override
    public PeerId connect(Multiaddr to) throws IOException {
        return network.dial(this, to).id();
    }

    @Override
    public Stream open(PeerId peer, String protocol) throws IOException {
        MemoryHost other = reach(peer);
        StreamHandler handler = other.handlers.get(protocol);
        if (handler == null) {
            throw new UnsupportedProtocolException(peer, protocol);
        }
        MemoryPipe there = new MemoryPipe();
        MemoryPipe back = new MemoryPipe();
        MemoryStream near = new MemoryStream(peer, protocol, back, there, over -> network.forget(id, peer, over));
        MemoryStream far = new MemoryStream(id, protocol, there, back, over -> network.forget(id, peer, over));
        network.carry(id, peer, near, far);
        other.serve(far, handler);
        return near;
    }

    private MemoryHost reach(PeerId peer) throws ConnectException {
        Optional<MemoryHost> linked = network.linked(id, peer);
        if (linked.isPresent()) {
            return linked.get();
        }
        ConnectException failure = new ConnectException("cannot reach " + peer);
        for (Multiaddr known : book.addressesOf(peer)) {
            try {
                return network.dial(this, known);
            } catch (ConnectException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    private void serve(MemoryStream stream, StreamHandler handler) {
        Thread thread = Thread.ofVirtual().name("memory " + stream.protocol()).unstarted(() -> {
            boolean done = false;
            try {
                handler.handle(stream);
                done = true;
            } catch (IOException e) {
                LOG.log(Level.DEBUG, () -> stream.protocol() + " with " + stream.peer() + " failed: " + e);
            } finally {
                if (done) {
                    stream.close();
                } else {
                    stream.reset();
                }
                running.remove(Thread.currentThread());
            }
        });
        running.add(thread);
        thread.start();
    }

    @Override
    public void accept(String protocol, StreamHandler handler) {
        handlers.put(protocol, handler);
        network.identified(this);
    }

    @Override
    public void ignore(String protocol) {
        handlers.remove(protocol);
        network.identified(this);
    }

    @Override
    public void watch(PeerWatcher watcher) {
        watchers.add(watcher);
    }

    /// Tells the watchers, on the thread that made the news.
    void tell(Consumer<PeerWatcher> news) {
        watchers.forEach(news);
    }

    @Override
    public Set<String> protocolsOf(PeerId peer) {
        return network.linked(id, peer)
                .<Set<String>>map(other -> new TreeSet<>(other.handlers.keySet()))
                .orElse(Set.of());
    }

    @Override
    public Set<PeerId> connected() {
        return network.connected(id);
    }

    @Override
    public Duration ping(PeerId peer) throws IOException {
        reach(peer);
        return ROUND_TRIP;
    }

    /// Nobody has to make room here.
    @Override
    public void protect(PeerId peer) {}

    @Override
    public void unprotect(PeerId peer) {}

    @Override
    public void disconnect(PeerId peer) {
        network.disconnect(id, peer);
    }

    @Override
    public void close() {
        network.leave(this);
        for (Thread thread : running) {
            if (!thread.equals(Thread.currentThread())) {
                awaitEnd(thread);
            }
        }
    }

    private static void awaitEnd(Thread thread) {
        try {
            if (!thread.join(PATIENCE)) {
                LOG.log(Level.WARNING, thread.getName() + " goes on after its host was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
