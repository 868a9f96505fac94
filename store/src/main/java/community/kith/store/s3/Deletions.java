package community.kith.store.s3;

import community.kith.base.name.Cid;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Deletes the objects of doomed blobs, some at a time, one batch after the other, on a thread of its own that runs
/// while
/// there are any. What fails is tried again with the next deletion, or at the next start.
final class Deletions implements AutoCloseable {
    private static final int AT_ONCE = 16;

    private final Deletion deletion;
    private final BlobIndex index;
    /// Guarded by this.
    private boolean running;
    private boolean again;
    private boolean closed;

    /// Deletes one object, and says so in the index.
    interface Deletion {
        void delete(Cid cid) throws IOException;
    }

    Deletions(Deletion deletion, BlobIndex index) {
        this.deletion = deletion;
        this.index = index;
        wake();
    }

    synchronized void wake() {
        again = true;
        if (!running && !closed) {
            running = true;
            Thread.ofVirtual().name("s3-delete").start(this::run);
        }
    }

    private void run() {
        while (begin()) {
            List<Cid> some;
            do {
                some = index.doomed(AT_ONCE);
            } while (!some.isEmpty() && delete(some) && !isClosed());
        }
    }

    private synchronized boolean begin() {
        running = again && !closed;
        again = false;
        if (!running) {
            notifyAll();
        }
        return running;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /// @return whether all of them went
    private boolean delete(List<Cid> some) {
        var tasks = some.stream()
                .map(cid -> new FutureTask<Void>(() -> {
                    deletion.delete(cid);
                    return null;
                }))
                .toList();
        tasks.forEach(task -> Thread.ofVirtual().name("s3-delete").start(task));
        var all = true;
        for (var task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                all = false;
                System.getLogger(Deletions.class.getName())
                        .log(Level.WARNING, "an object is not deleted yet: " + e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return all;
    }

    /// Returns when nothing is being deleted any more.
    synchronized void await() {
        while (running) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// Returns when the last batch is done.
    @Override
    public synchronized void close() {
        closed = true;
        await();
    }
}
