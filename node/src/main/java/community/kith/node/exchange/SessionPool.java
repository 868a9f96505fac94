package community.kith.node.exchange;

import community.kith.base.name.PeerId;
import community.kith.node.api.RefusedException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Open sessions, a few for each holder, so that a request need not begin with greetings. The map and the queues in it
/// are
/// guarded by this object's monitor; sessions are opened, used and ended outside it.
final class SessionPool {
    private final Patience patience;
    private final Opener opener;
    private final Map<PeerId, Slot> slots = new HashMap<>();
    private boolean closed;

    SessionPool(Patience patience, Opener opener) {
        this.patience = patience;
        this.opener = opener;
    }

    interface Opener {
        Session open(PeerId peer) throws IOException;
    }

    interface Use<T> {
        T with(Session session) throws IOException;
    }

    private final class Slot {
        final Semaphore permits = new Semaphore(patience.sessionsPerPeer(), true);
        final Deque<Session> idle = new ArrayDeque<>();
    }

    /// Runs `use` with a session of its own. A session from earlier that turns out to be dead is replaced by a fresh
    /// one,
    /// once.
    <T> T with(PeerId peer, Use<T> use) throws IOException {
        Slot slot = slot(peer);
        enter(slot, peer);
        try {
            Optional<Session> kept = takeIdle(slot);
            if (kept.isPresent()) {
                try {
                    return run(slot, kept.get(), use);
                } catch (SocketTimeoutException | ProtocolException | RefusedException e) {
                    throw e;
                } catch (IOException e) {
                    System.getLogger(SessionPool.class.getName())
                            .log(System.Logger.Level.DEBUG, () -> "a session with " + peer + " had ended: " + e);
                }
            }
            return run(slot, opener.open(peer), use);
        } finally {
            slot.permits.release();
        }
    }

    private <T> T run(Slot slot, Session session, Use<T> use) throws IOException {
        boolean whole = false;
        try {
            T result = use.with(session);
            whole = true;
            return result;
        } catch (RefusedException e) {
            whole = true;
            throw e;
        } finally {
            if (!whole) {
                session.stream().reset();
            } else if (session.over() || !keep(slot, session)) {
                session.stream().close();
            }
        }
    }

    private void enter(Slot slot, PeerId peer) throws IOException {
        try {
            if (!slot.permits.tryAcquire(patience.answer().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SocketTimeoutException("all " + patience.sessionsPerPeer() + " sessions with " + peer
                        + " were busy for " + patience.answer());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a session with " + peer, e);
        }
    }

    private synchronized Slot slot(PeerId peer) throws IOException {
        if (closed) {
            throw new IOException("cannot ask " + peer + ": this node is stopping");
        }
        return slots.computeIfAbsent(peer, unseen -> new Slot());
    }

    private synchronized Optional<Session> takeIdle(Slot slot) {
        return Optional.ofNullable(slot.idle.pollFirst());
    }

    private synchronized boolean keep(Slot slot, Session session) {
        if (!closed) {
            session.rest();
            slot.idle.addFirst(session);
        }
        return !closed;
    }

    /// Ends the sessions that nobody has used since `before`.
    void endIdle(Instant before) {
        for (Session session : takeIdleSince(before)) {
            session.stream().close();
        }
    }

    private synchronized List<Session> takeIdleSince(Instant before) {
        List<Session> old = new ArrayList<>();
        Iterator<Slot> each = slots.values().iterator();
        while (each.hasNext()) {
            Slot slot = each.next();
            while (!slot.idle.isEmpty() && slot.idle.getLast().idleSince().isBefore(before)) {
                old.add(slot.idle.removeLast());
            }
            if (slot.idle.isEmpty() && slot.permits.availablePermits() == patience.sessionsPerPeer()) {
                each.remove();
            }
        }
        return old;
    }

    void close() {
        synchronized (this) {
            closed = true;
        }
        endIdle(Instant.MAX);
    }
}
