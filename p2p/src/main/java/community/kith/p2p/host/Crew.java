package community.kith.p2p.host;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The virtual threads a host has running, so that closing it can wait for them.
final class Crew {
    private static final System.Logger LOG = System.getLogger(Crew.class.getName());

    private final Set<Thread> working = ConcurrentHashMap.newKeySet();

    /// Runs a task on a thread of its own. A task that fails with a bug is reported and harms no other.
    void start(String name, Runnable task) {
        Thread thread = Thread.ofVirtual()
                .name(name)
                .uncaughtExceptionHandler((failed, bug) -> LOG.log(Level.ERROR, failed.getName() + " failed", bug))
                .unstarted(() -> {
                    try {
                        task.run();
                    } finally {
                        working.remove(Thread.currentThread());
                    }
                });
        working.add(thread);
        thread.start();
    }

    /// Waits for all but the calling thread; those that take longer are interrupted, and waited for once more.
    void awaitEnd(Duration patience) {
        try {
            if (!joinAll(patience)) {
                others().forEach(Thread::interrupt);
                if (!joinAll(patience)) {
                    LOG.log(Level.WARNING, "threads go on after their host was closed: " + others());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean joinAll(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread thread : others()) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            if (!thread.join(left)) {
                return false;
            }
        }
        return others().isEmpty();
    }

    private Set<Thread> others() {
        Set<Thread> others = ConcurrentHashMap.newKeySet();
        others.addAll(working);
        others.remove(Thread.currentThread());
        return others;
    }
}
