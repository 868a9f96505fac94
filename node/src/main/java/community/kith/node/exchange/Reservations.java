package community.kith.node.exchange;

import community.kith.base.name.Did;
import community.kith.community.layer.Budgets;
import community.kith.community.layer.Layer;
import community.kith.node.ledger.Claim;
import community.kith.node.ledger.Holdings;
import community.kith.node.ledger.Incoming;
import community.kith.store.blob.Blobs;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
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
    private final long diskFloorBytes;
    private final Budgets budgets;
    private final Appetite appetite;
    private final InstantSource clock;
    private final Map<Did, Long> byOwner = new HashMap<>();
    private final Map<String, Long> byDoor = new HashMap<>();
    /// How many blobs are under way for each.
    private final Map<Did, Long> underWay = new HashMap<>();
    private final Map<Layer, Long> byLayer = new EnumMap<>(Layer.class);
    private final Map<Deputation, Long> byDeputy = new HashMap<>();
    private long inAll;

    Reservations(Holdings holdings, Blobs blobs, PeopleBook people, Terms terms, InstantSource clock) {
        this.holdings = holdings;
        this.blobs = blobs;
        this.people = people;
        this.clock = clock;
        this.diskFloorBytes = terms.limits().diskFloorBytes();
        this.budgets = terms.budgets();
        this.appetite = new Appetite(terms.rates());
    }

    /// For whom something is to be kept, and where it counts. Sovereign is what other devices of mine bring: they need
    /// no pledge.
    ///
    /// @param door which bond of mine a guest hangs on; empty for one whom no bond leads to, and for all others
    record Tenant(Did owner, Layer layer, String door) {}

    sealed interface Outcome {
        record Reserved(Reservation reservation) implements Outcome {}

        record Refused(Refusal refusal) implements Outcome {}
    }

    /// Somebody who places in an owner's name, and how much of it.
    private record Deputation(Did owner, Did placer) {}

    /// As below, by somebody who may place so much in the owner's name and no more.
    Outcome reserve(Tenant tenant, long sizeBytes, Did placer, long maxBytes) throws IOException {
        lock.lock();
        try {
            Deputation deputation = new Deputation(tenant.owner, placer);
            long placed = holdings.placedFor(tenant.owner, placer) + byDeputy.getOrDefault(deputation, 0L);
            if (sizeBytes > maxBytes - placed) {
                return refused(
                        Refusal.Code.QUOTA,
                        "%d bytes more are not within the %d that this right lets you place here; %d are"
                                .formatted(sizeBytes, maxBytes, placed));
            }
            return reserve(tenant, sizeBytes, Optional.of(deputation));
        } finally {
            lock.unlock();
        }
    }

    /// Sets room aside, if what the owner may use, the layer's budget and the disk have it.
    Outcome reserve(Tenant tenant, long sizeBytes) throws IOException {
        return reserve(tenant, sizeBytes, Optional.empty());
    }

    private Outcome reserve(Tenant tenant, long sizeBytes, Optional<Deputation> by) throws IOException {
        lock.lock();
        try {
            Optional<Refusal> no = noRoom(tenant, sizeBytes);
            if (no.isEmpty() && tenant.layer != Layer.SOVEREIGN) {
                no = tooGreedy(tenant, sizeBytes);
            }
            if (no.isPresent()) {
                return new Outcome.Refused(no.get());
            }
            byOwner.merge(tenant.owner, sizeBytes, Long::sum);
            underWay.merge(tenant.owner, 1L, Long::sum);
            if (tenant.layer == Layer.GIFT) {
                byDoor.merge(tenant.door, sizeBytes, Long::sum);
            }
            byLayer.merge(tenant.layer, sizeBytes, Long::sum);
            by.ifPresent(deputation -> byDeputy.merge(deputation, sizeBytes, Long::sum));
            inAll += sizeBytes;
            return new Outcome.Reserved(new Reservation(tenant, sizeBytes, by));
        } finally {
            lock.unlock();
        }
    }

    private Optional<Refusal> noRoom(Tenant tenant, long sizeBytes) throws IOException {
        if (sizeBytes > shareLeft(tenant)) {
            return Optional.of(new Refusal(
                    Refusal.Code.QUOTA,
                    "%d bytes more are not within the %s of %d; %d are used"
                            .formatted(
                                    sizeBytes,
                                    tenant.layer == Layer.GIFT ? "share of all who hang on one bond" : "pledge",
                                    share(tenant),
                                    share(tenant) - shareLeft(tenant))));
        }
        if (sizeBytes > budgetLeft(tenant.layer)) {
            return Optional.of(new Refusal(
                    Refusal.Code.QUOTA,
                    "%d bytes more are not within the %d that I give for layer %s in all; %d are used"
                            .formatted(
                                    sizeBytes,
                                    budgets.of(tenant.layer).orElseThrow(),
                                    tenant.layer.label(),
                                    holdings.bytes(tenant.layer) + byLayer.getOrDefault(tenant.layer, 0L))));
        }
        return sizeBytes > diskLeft()
                ? Optional.of(new Refusal(Refusal.Code.DISK, "the disk has no room for " + sizeBytes + " bytes more"))
                : Optional.empty();
    }

    /// People of one household count as one, and so do all those beyond my bonds: who can have many keys gains nothing
    /// by it.
    private Optional<Refusal> tooGreedy(Tenant tenant, long sizeBytes) throws IOException {
        if (tenant.layer == Layer.GIFT) {
            return appetite.refuse(
                    new Appetite.Bite("", (int) sizeBytes, budgets.giftBytes(), giftsHere()), clock.instant());
        }
        SortedSet<Did> household = new TreeSet<>(people.household(tenant.owner));
        household.add(tenant.owner);
        long pledged = 0;
        long blobs = 0;
        for (Did one : household) {
            pledged += people.pledgeFor(one);
            blobs += holdings.blobsOf(one) + underWay.getOrDefault(one, 0L);
        }
        return appetite.refuse(
                new Appetite.Bite(household.getFirst().toString(), (int) sizeBytes, pledged, blobs), clock.instant());
    }

    private long giftsHere() throws IOException {
        return holdings.in(Layer.GIFT).blobs()
                + underWay.values().stream().mapToLong(Long::longValue).sum();
    }

    /// What an owner may use now. Devices of mine may use the disk.
    Room room(Tenant tenant) throws IOException {
        lock.lock();
        try {
            long used = holdings.usedBy(tenant.owner);
            long free = Math.max(0, Math.min(budgetLeft(tenant.layer), diskLeft()));
            return tenant.layer == Layer.SOVEREIGN
                    ? new Room(used + free, used, free)
                    : new Room(share(tenant), used, Math.max(0, Math.min(shareLeft(tenant), free)));
        } finally {
            lock.unlock();
        }
    }

    private long share(Tenant tenant) throws IOException {
        return switch (tenant.layer) {
            case SOVEREIGN, INVESTED -> Long.MAX_VALUE;
            case RECIPROCAL -> people.pledgeFor(tenant.owner);
            case GIFT -> budgets.giftBytesEach();
        };
    }

    private long shareLeft(Tenant tenant) throws IOException {
        return switch (tenant.layer) {
            case SOVEREIGN -> Long.MAX_VALUE;
            // A thousand keys are worth no more than the one bond they hang on.
            case GIFT -> share(tenant) - holdings.usedBehind(tenant.door) - byDoor.getOrDefault(tenant.door, 0L);
            case RECIPROCAL, INVESTED -> share(tenant) - holdings.usedBy(tenant.owner) - reservedFor(tenant.owner);
        };
    }

    private long budgetLeft(Layer layer) throws IOException {
        OptionalLong budget = budgets.of(layer);
        return budget.isEmpty()
                ? Long.MAX_VALUE
                : budget.getAsLong() - holdings.bytes(layer) - byLayer.getOrDefault(layer, 0L);
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
        private final Tenant tenant;
        private final long sizeBytes;
        private final Optional<Deputation> by;
        private boolean open = true;

        private Reservation(Tenant tenant, long sizeBytes, Optional<Deputation> by) {
            this.tenant = tenant;
            this.sizeBytes = sizeBytes;
            this.by = by;
        }

        /// Records the promise in place of the reservation.
        Claim claim(Incoming incoming, Claim promise) throws IOException {
            lock.lock();
            try {
                Claim holding = incoming.claim(promise, tenant.layer, by.map(Deputation::placer));
                if (tenant.layer == Layer.GIFT) {
                    holdings.enteredBy(tenant.owner, tenant.door);
                }
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
                    release(byOwner, tenant.owner);
                    underWay.computeIfPresent(tenant.owner, (same, blobs) -> blobs == 1 ? null : blobs - 1);
                    if (tenant.layer == Layer.GIFT) {
                        release(byDoor, tenant.door);
                    }
                    release(byLayer, tenant.layer);
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
