package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.node.exchange.ShardClient;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/// Asks everybody who has what, about many stripes in one question, while shards are fetched already. Nobody waits for
/// the
/// slowest: each answer counts as soon as it is there. Safe for many threads.
final class Inquiries {
    /// CIDs in one question; what a holder answers at most.
    private static final int ASKED_AT_ONCE = 1_024;

    private static final int PEERS_AT_ONCE = 16;

    private final List<Stripe> stripes;
    private final Map<Stripe, Integer> indexes = new HashMap<>();
    private final ShardClient client;
    private final Sightings sightings;
    /// Who has which shard, of those that were asked about.
    private final Map<Cid, Set<PeerId>> located = new ConcurrentHashMap<>();
    /// By the stripe's place; guarded by this object's monitor.
    private final Map<Integer, Batch> batches = new HashMap<>();

    private final Semaphore places = new Semaphore(PEERS_AT_ONCE);

    /// @param stripes in the order in which they are likely to be wanted
    Inquiries(List<Stripe> stripes, ShardClient client, Sightings sightings) {
        this.stripes = stripes;
        this.client = client;
        this.sightings = sightings;
        for (int i = 0; i < stripes.size(); i++) {
            indexes.putIfAbsent(stripes.get(i), i);
        }
    }

    /// One question to several peers, and who listens for their answers.
    static final class Batch {
        private final CountDownLatch open;
        private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

        private Batch(int peers) {
            this.open = new CountDownLatch(peers);
        }

        /// Has this run after each answer from now on.
        void listen(Runnable listener) {
            listeners.add(listener);
        }

        void ignore(Runnable listener) {
            listeners.remove(listener);
        }

        boolean isDone() {
            return open.getCount() == 0;
        }

        void await() throws InterruptedException {
            open.await();
        }

        private void answered() {
            open.countDown();
            listeners.forEach(Runnable::run);
        }
    }

    /// Who said that they have it.
    Set<PeerId> holders(Cid shard) {
        return located.getOrDefault(shard, Set.of());
    }

    /// Whether peers were asked about a stripe.
    synchronized boolean asked(Stripe stripe) {
        return batches.containsKey(indexes.getOrDefault(stripe, 0));
    }

    /// The question about a stripe, put to these peers with as many as go into one if it was not put before.
    synchronized Batch about(Stripe stripe, Collection<PeerId> peers) {
        Batch before = batches.get(indexes.getOrDefault(stripe, 0));
        return before == null ? ask(stripe, peers, false) : before;
    }

    /// The question about what is a little further on, so that nobody has to wait for it then.
    void prepare(Stripe stripe, int further, Collection<PeerId> peers) {
        int index = indexes.getOrDefault(stripe, 0) + further;
        if (index < stripes.size()) {
            about(stripes.get(index), peers);
        }
    }

    /// The question about a stripe and those after it, put to others than before.
    synchronized Batch alsoAsk(Stripe stripe, Collection<PeerId> peers) {
        return ask(stripe, peers, true);
    }

    private Batch ask(Stripe stripe, Collection<PeerId> peers, boolean again) {
        int index = indexes.getOrDefault(stripe, 0);
        List<Cid> shards = new ArrayList<>(stripe.shards());
        Batch batch = new Batch(peers.size());
        batches.put(index, batch);
        for (int next = index + 1; next < stripes.size() && (again || !batches.containsKey(next)); next++) {
            List<Cid> more = stripes.get(next).shards();
            if (shards.size() + more.size() > ASKED_AT_ONCE) {
                break;
            }
            batches.put(next, batch);
            shards.addAll(more);
        }
        ask(batch, peers, shards);
        return batch;
    }

    private void ask(Batch batch, Collection<PeerId> peers, List<Cid> shards) {
        List<Cid> distinct = shards.stream().distinct().toList();
        for (PeerId peer : peers) {
            Thread.ofVirtual().name("who-has").start(() -> {
                try {
                    places.acquire();
                    try {
                        note(peer, distinct);
                    } finally {
                        places.release();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    batch.answered();
                }
            });
        }
    }

    private void note(PeerId peer, List<Cid> shards) {
        try {
            Collection<Cid> held = client.have(peer, shards);
            for (Cid shard : held) {
                located.computeIfAbsent(shard, missing -> ConcurrentHashMap.newKeySet())
                        .add(peer);
            }
            sightings.seen(peer, held);
        } catch (IOException e) {
            System.getLogger(Inquiries.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> "passing over " + peer + ": " + e.getMessage());
        }
    }
}
