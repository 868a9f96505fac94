package community.kith.node.exchange;

import community.kith.base.name.Did;
import community.kith.node.ledger.Claim;
import community.kith.node.ledger.Holdings;
import community.kith.node.ledger.Incoming;
import community.kith.store.blob.Blobs;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Room set aside for blobs under way, so that a pledge is never overdrawn by puts that run side by side.
///
/// `lock` guards the sums. It is taken before the ledger's, never inside one of its transactions; a claim and the end
/// of
/// its reservation happen under it together, so that no byte is counted twice or not at all.
final class Reservations {
    private final ReentrantLock lock = new ReentrantLock();
    private final Holdings holdings;
    private final Blobs blobs;
    private final PeopleBook people;
    private final Did me;
    private final long diskFloorBytes;
    private final Appetite appetite = new Appetite();
    private final InstantSource clock;
    private final Map<Did, Long> byOwner = new HashMap<>();
    private final Map<Deputation, Long> byDeputy = new HashMap<>();
    private long inAll;

    /// @param me whose own devices need no pledge
    Reservations(Holdings holdings, Blobs blobs, PeopleBook people, Did me, long diskFloorBytes, InstantSource clock) {
        this.holdings = holdings;
        this.blobs = blobs;
        this.people = people;
        this.me = me;
        this.clock = clock;
        this.diskFloorBytes = diskFloorBytes;
    }

    sealed interface Outcome {
        record Reserved(Reservation reservation) implements Outcome {}

        record Refused(Refusal refusal) implements Outcome {}
    }

    /// Somebody who places in an owner's name, and how much of it.
    private record Deputation(Did owner, Did placer) {}

    /// As below, by somebody who may place so much in the owner's name and no more.
    Outcome reserve(Did owner, long sizeBytes, Did placer, long maxBytes) throws IOException {
        lock.lock();
        try {
            Deputation deputation = new Deputation(owner, placer);
            long placed = holdings.placedFor(owner, placer) + byDeputy.getOrDefault(deputation, 0L);
            if (sizeBytes > maxBytes - placed) {
                return refused(
                        Refusal.Code.QUOTA,
                        "%d bytes more are not within the %d that this right lets you place here; %d are"
                                .formatted(sizeBytes, maxBytes, placed));
            }
            return reserve(owner, sizeBytes, Optional.of(deputation));
        } finally {
            lock.unlock();
        }
    }

    /// Sets room aside, if the owner's pledge and the disk have it.
    Outcome reserve(Did owner, long sizeBytes) throws IOException {
        return reserve(owner, sizeBytes, Optional.empty());
    }

    private Outcome reserve(Did owner, long sizeBytes, Optional<Deputation> by) throws IOException {
        lock.lock();
        try {
            if (sizeBytes > pledgeLeft(owner)) {
                return refused(
                        Refusal.Code.QUOTA,
                        "%d bytes more are not within the pledge of %d; %d are used"
                                .formatted(
                                        sizeBytes,
                                        people.pledgeFor(owner),
                                        holdings.usedBy(owner) + reservedFor(owner)));
            }
            if (sizeBytes > diskLeft()) {
                return refused(Refusal.Code.DISK, "the disk has no room for " + sizeBytes + " bytes more");
            }
            Optional<Refusal> tooGreedy = owner.equals(me) ? Optional.empty() : tooGreedy(owner, sizeBytes);
            if (tooGreedy.isPresent()) {
                return new Outcome.Refused(tooGreedy.get());
            }
            byOwner.merge(owner, sizeBytes, Long::sum);
            by.ifPresent(deputation -> byDeputy.merge(deputation, sizeBytes, Long::sum));
            inAll += sizeBytes;
            return new Outcome.Reserved(new Reservation(owner, sizeBytes, by));
        } finally {
            lock.unlock();
        }
    }

    private Optional<Refusal> tooGreedy(Did owner, long sizeBytes) throws IOException {
        return appetite.refuse(
                new Appetite.Bite(owner, (int) sizeBytes, people.pledgeFor(owner), holdings.blobsOf(owner)),
                clock.instant());
    }

    /// What an owner may use now. Devices of mine may use the disk.
    Room room(Did owner) throws IOException {
        lock.lock();
        try {
            long used = holdings.usedBy(owner);
            if (owner.equals(me)) {
                long free = Math.max(0, diskLeft());
                return new Room(used + free, used, free);
            }
            long pledged = people.pledgeFor(owner);
            long left = pledged - used - reservedFor(owner);
            return new Room(pledged, used, Math.max(0, Math.min(left, diskLeft())));
        } finally {
            lock.unlock();
        }
    }

    private long pledgeLeft(Did owner) throws IOException {
        return owner.equals(me)
                ? Long.MAX_VALUE
                : people.pledgeFor(owner) - holdings.usedBy(owner) - reservedFor(owner);
    }

    private long diskLeft() throws IOException {
        return blobs.freeBytes() - diskFloorBytes - inAll;
    }

    private long reservedFor(Did owner) {
        return byOwner.getOrDefault(owner, 0L);
    }

    private static Outcome refused(Refusal.Code code, String reason) {
        return new Outcome.Refused(new Refusal(code, reason));
    }

    /// Room set aside until it is turned into a claim or closed.
    final class Reservation implements AutoCloseable {
        private final Did owner;
        private final long sizeBytes;
        private final Optional<Deputation> by;
        private boolean open = true;

        private Reservation(Did owner, long sizeBytes, Optional<Deputation> by) {
            this.owner = owner;
            this.sizeBytes = sizeBytes;
            this.by = by;
        }

        /// Records the promise in place of the reservation.
        Claim claim(Incoming incoming, Claim promise) throws IOException {
            lock.lock();
            try {
                Claim holding = incoming.claim(promise, by.map(Deputation::placer));
                close();
                return holding;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (open) {
                    open = false;
                    inAll -= sizeBytes;
                    release(byOwner, owner);
                    by.ifPresent(deputation -> release(byDeputy, deputation));
                }
            } finally {
                lock.unlock();
            }
        }

        private <K> void release(Map<K, Long> sums, K key) {
            sums.computeIfPresent(key, (same, bytes) -> bytes == sizeBytes ? null : bytes - sizeBytes);
        }
    }
}
