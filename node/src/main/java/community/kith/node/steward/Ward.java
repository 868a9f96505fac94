package community.kith.node.steward;

import community.kith.base.name.PeerId;
import community.kith.community.placement.Candidate;
import community.kith.community.placement.Domain;
import community.kith.community.placement.Effect;
import community.kith.community.placement.Input;
import community.kith.community.placement.Redundancy;
import community.kith.community.placement.RepairDecider;
import community.kith.community.placement.RepairPolicy;
import community.kith.community.placement.SegmentId;
import community.kith.community.placement.Shape;
import community.kith.node.exchange.Deputy;
import community.kith.node.exchange.Reported;
import community.kith.node.exchange.Room;
import community.kith.node.exchange.ShardClient;
import community.kith.node.people.Me;
import community.kith.node.work.Together;
import community.kith.p2p.host.Host;
import community.kith.store.blob.Blobs;
import community.kith.store.care.ListedHolder;
import community.kith.store.care.ListedStripe;
import community.kith.store.care.StripeList;
import community.kith.store.care.StripeTree;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One owner whose stripes I look after: who of their holders is here, and what is to be done for them. For one thread.
final class Ward {
    private static final int ASKED_AT_ONCE = 8;
    /// Rounds of deciding and doing in one look.
    private static final int ROUNDS = 4;

    private final Me me;
    private final Host host;
    private final ShardClient client;
    private final Blobs blobs;
    private final Set<PeerId> leaving;
    private final RepairDecider decider;
    private final Map<PeerId, ListedHolder> holders = new TreeMap<>();
    private final Map<PeerId, Room> here = new TreeMap<>();
    private final Set<PeerId> forgotten = new HashSet<>();
    private final Map<Charge, Asking> asking = new HashMap<>();

    /// @param leaving those who go away for good: what they have counts no more
    Ward(Me me, Host host, ShardClient client, Blobs blobs, RepairPolicy policy, Set<PeerId> leaving) {
        this.me = me;
        this.host = host;
        this.client = client;
        this.blobs = blobs;
        this.decider = new RepairDecider(policy, (segment, holder) -> !leaving.contains(holder));
        this.leaving = leaving;
    }

    /// Looks for the owner's holders. Asking how much room they have for the owner is how they are found to be here.
    void watch(List<Charge> charges, Instant now) throws IOException {
        Map<PeerId, Charge> by = new LinkedHashMap<>();
        holders.clear();
        for (Charge charge : charges) {
            for (ListedHolder holder : charge.holders()) {
                holders.put(holder.device(), holder);
                by.putIfAbsent(holder.device(), charge);
            }
        }
        asking.keySet().retainAll(charges);
        by.remove(me.peer());
        List<Map.Entry<PeerId, Charge>> all = List.copyOf(by.entrySet());
        List<Optional<Room>> rooms = Together.map(all, ASKED_AT_ONCE, each -> room(each.getKey(), each.getValue()));
        here.clear();
        for (int i = 0; i < all.size(); i++) {
            PeerId peer = all.get(i).getKey();
            rooms.get(i).ifPresent(room -> here.put(peer, room));
            know(peer, rooms.get(i), now);
        }
        Candidate myself = new Candidate(me.peer(), Domain.of(me.did()), 0, true, Redundancy.PRIOR);
        decider.step(now, new Input.Known(myself, Duration.ZERO));
    }

    private Optional<Room> room(PeerId peer, Charge charge) {
        ListedHolder holder = holders.get(peer);
        try {
            if (holder != null) {
                host.learn(peer, holder.addresses());
            }
            return Optional.of(client.by(charge.right()).room(peer));
        } catch (IOException e) {
            System.getLogger(Ward.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> peer + " does not answer: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void know(PeerId peer, Optional<Room> room, Instant now) {
        ListedHolder holder = holders.get(peer);
        if (holder == null) {
            return;
        }
        if (room.isPresent()) {
            forgotten.remove(peer);
        }
        Candidate candidate = new Candidate(
                peer, Domain.of(holder.person()), room.map(Room::free).orElse(0L), room.isPresent(), Redundancy.PRIOR);
        decider.step(now, new Input.Known(candidate, Duration.ZERO));
    }

    /// Asks for proofs about what a charge lists, and repairs it when it is my turn.
    ///
    /// @return what holders signed for
    List<Reported> look(Charge charge, StripeList list, boolean myTurn, Instant now) throws IOException {
        Deputy deputy = client.by(charge.right());
        Whereabouts where = Whereabouts.ask(deputy, list, here.keySet(), blobs, me.peer());
        Set<Asking.Missing> missing =
                asking.computeIfAbsent(charge, first -> new Asking()).ask(charge.right(), deputy, list, where, now);
        return myTurn ? repair(deputy, list, where, missing, now) : List.of();
    }

    private List<Reported> repair(
            Deputy deputy, StripeList list, Whereabouts where, Collection<Asking.Missing> missing, Instant now)
            throws IOException {
        Map<SegmentId, Integer> indexes = new LinkedHashMap<>();
        for (int i = 0; i < list.stripes().size(); i++) {
            ListedStripe listed = list.stripes().get(i);
            indexes.put(segment(listed.stripe()), i);
            track(listed, where, missing, now);
        }
        Mending mending = new Mending(deputy, blobs, me.peer());
        StripeTree tree = list.tree();
        List<Reported> done = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<Effect> effects = decider.step(now, new Input.Tick());
            boolean repaired = false;
            for (Effect effect : effects) {
                if (effect instanceof Effect.Repair repair) {
                    int index = indexes.getOrDefault(repair.segment(), -1);
                    done.addAll(repair(repair, index, tree, mending, where, now));
                    repaired = true;
                } else if (effect instanceof Effect.Forget forget) {
                    forgotten.add(forget.holder());
                }
            }
            if (!repaired) {
                break;
            }
        }
        indexes.keySet().forEach(segment -> decider.step(now, new Input.Released(segment)));
        return done;
    }

    private void track(ListedStripe listed, Whereabouts where, Collection<Asking.Missing> missing, Instant now) {
        Stripe stripe = listed.stripe();
        SegmentId segment = segment(stripe);
        decider.step(
                now,
                new Input.Tracked(
                        segment,
                        new Shape(stripe.k(), stripe.n()),
                        stripe.shardBytes(),
                        ByteBuffer.wrap(stripe.id().digest()).getLong(),
                        Input.Source.HOLDERS));
        for (Whereabouts.Seat seat : where.seats(listed)) {
            if (!forgotten.contains(seat.holder()) && !leaving.contains(seat.holder())) {
                decider.step(now, new Input.Placed(segment, seat.row(), seat.holder()));
            }
            if (missing.contains(new Asking.Missing(stripe.shards().get(seat.row()), seat.holder()))) {
                decider.step(now, new Input.ShardMissing(segment, seat.row(), seat.holder()));
            }
        }
    }

    private List<Reported> repair(
            Effect.Repair repair, int index, StripeTree tree, Mending mending, Whereabouts where, Instant now) {
        List<Reported> done = new ArrayList<>();
        try {
            if (index >= 0) {
                done.addAll(mending.bring(tree.show(index), repair.assignments(), where));
            }
        } catch (IOException e) {
            System.getLogger(Ward.class.getName())
                    .log(
                            System.Logger.Level.INFO,
                            () -> "could not repair " + repair.segment() + " yet: " + e.getMessage());
        }
        repair.assignments().forEach(row -> {
            boolean placed = done.stream().anyMatch(one -> one.row() == row.row());
            decider.step(
                    now,
                    placed
                            ? new Input.Placed(repair.segment(), row.row(), row.holder())
                            : new Input.Failed(repair.segment(), row.row(), row.holder()));
        });
        return done;
    }

    private static SegmentId segment(Stripe stripe) {
        return new SegmentId(stripe.id());
    }
}
