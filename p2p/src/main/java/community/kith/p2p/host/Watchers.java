package community.kith.p2p.host;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/// Those who are told of peers that come and go; one thread tells them all, so that news keeps its order.
final class Watchers implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Watchers.class.getName());

    private final List<PeerWatcher> watchers = new CopyOnWriteArrayList<>();
    private final ExecutorService teller = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("peer news").factory());

    void add(PeerWatcher watcher) {
        watchers.add(watcher);
    }

    void tell(Consumer<PeerWatcher> news) {
        if (watchers.isEmpty()) {
            return;
        }
        try {
            teller.execute(() -> watchers.forEach(news));
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "news after the host was closed");
        }
    }

    /// Stops telling, without waiting: a watcher may be what closes the host.
    @Override
    public void close() {
        teller.shutdown();
    }
}
