package community.kith.store.blob;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/// One process's time with a store's folder, from opening to the end. Should the index turn out to be damaged, it is
/// made anew meanwhile, and what was being done is done again.
final class Tenure {
    private static final Logger LOG = System.getLogger(Tenure.class.getName());

    private final Volume volume;
    private final DiskOptions options;
    private final Stripes stripes = new Stripes();
    /// Whoever uses the store holds it to read; opening, mending and ending to write.
    private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
    private final Semaphore bell = new Semaphore(0);
    private final @Nullable Thread thread;
    private @Nullable Store store;
    private volatile Usage usage;
    private final Helper helper;
    private boolean ended;

    /// Who does the chores.
    enum Helper {
        OWN_THREAD,
        /// Nobody, until [#tidy], and nothing happens side by side.
        NONE
    }

    /// An open store.
    record Store(Parts parts, Chores chores, Publishing publishing, Compaction compaction) {}

    interface Work<T> {
        T on(Store store) throws IOException;
    }

    Tenure(Volume volume, DiskOptions options, Helper helper) throws IOException {
        this.volume = volume;
        this.options = options;
        this.helper = helper;
        Store opened = store(Opening.open(volume, options, helper));
        this.store = opened;
        this.usage = opened.parts.usage();
        if (opened.chores.isDue()) {
            opened.chores.checkpointQuietly();
        }
        this.thread = helper == Helper.OWN_THREAD
                ? Thread.ofVirtual().name("blob-chores").start(this::helpOut)
                : null;
    }

    private Store store(Opening.Opened opened) {
        Parts parts = opened.parts();
        Chores chores = new Chores(parts, opened.position());
        Publishing publishing = new Publishing(parts, stripes, chores);
        return new Store(parts, chores, publishing, new Compaction(parts, stripes, publishing));
    }

    Helper helper() {
        return helper;
    }

    Usage usage() {
        return usage;
    }

    /// Does something with the store.
    <T> T with(Work<T> work) throws IOException {
        Store damaged;
        lifetime.readLock().lock();
        try {
            damaged = opened();
            return work.on(damaged);
        } catch (IndexDamagedException e) {
            LOG.log(Level.WARNING, "the index of blobs is made anew from the packs: " + e.getMessage());
            damaged = store;
        } finally {
            lifetime.readLock().unlock();
        }
        mend(damaged);
        lifetime.readLock().lock();
        try {
            return work.on(opened());
        } finally {
            lifetime.readLock().unlock();
        }
    }

    /// The same, and sees to chores that it has made due.
    <T> T change(Work<T> work) throws IOException {
        T result = with(work);
        with(now -> {
            if (now.chores.isPressing()) {
                now.chores.checkpointQuietly();
            } else if (now.chores.isDue() && bell.availablePermits() == 0) {
                bell.release();
            }
            return true;
        });
        return result;
    }

    private Store opened() throws IOException {
        Store now = store;
        if (now == null) {
            if (ended) {
                throw new IOException("the blobs are closed");
            }
            throw new IndexDamagedException("the index could not be made anew before");
        }
        return now;
    }

    @SuppressWarnings("ReferenceEquality") // this one, not one like it
    private void mend(@Nullable Store damaged) throws IOException {
        lifetime.writeLock().lock();
        try {
            if (ended || store != damaged) {
                return;
            }
            store = null;
            if (damaged != null) {
                damaged.parts.close();
            }
            Store fresh = store(Opening.rebuild(volume, options, helper));
            usage = fresh.parts.usage();
            store = fresh;
        } finally {
            lifetime.writeLock().unlock();
        }
    }

    private void helpOut() {
        try {
            while (true) {
                bell.acquire();
                bell.drainPermits();
                tidyQuietly();
            }
        } catch (InterruptedException e) {
            LOG.log(Level.TRACE, "no more chores");
        }
    }

    private void tidyQuietly() {
        try {
            tidy();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "room could not be made in packs, it is tried again", e);
        }
    }

    /// Writes the index down and makes room in packs.
    void tidy() throws IOException {
        with(now -> {
            now.publishing.payOwed();
            now.chores.checkpointQuietly();
            return true;
        });
        for (int pack : with(now -> now.chores.sparse())) {
            if (ended || Thread.currentThread().isInterrupted()) {
                return;
            }
            try {
                with(now -> now.compaction.compact(pack));
            } catch (StorageFullException | ReadOnlyException e) {
                LOG.log(Level.INFO, "no room is made in packs for now: " + e.getMessage());
                return;
            }
        }
    }

    /// Writes the index down for a quick start. Idempotent.
    void end() throws IOException {
        if (thread != null) {
            thread.interrupt();
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        lifetime.writeLock().lock();
        try {
            ended = true;
            if (store != null) {
                store.publishing.payOwed();
                store.chores.checkpointQuietly();
                store.parts.close();
                store = null;
            }
        } finally {
            lifetime.writeLock().unlock();
        }
    }
}
