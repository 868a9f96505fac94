package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.node.event.EventFeed;
import community.kith.node.exchange.Placed;
import community.kith.node.exchange.ShardClient;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Brings one shard to one holder and comes back with the signed receipt, or without.
final class Delivery {
    private final ShardClient client;
    private final Circle circle;
    private final EventFeed feed;
    private final InstantSource clock;

    Delivery(ShardClient client, Circle circle, EventFeed feed, InstantSource clock) {
        this.client = client;
        this.circle = circle;
        this.feed = feed;
        this.clock = clock;
    }

    /// Hands one shard to one holder.
    ///
    /// @param bytes the shard, at the beginning
    /// @return empty when the holder refuses or does not answer; why is told in the log and the events
    Optional<PlacedRow> bring(StoredStripe stripe, int row, PeerId holder, byte[] bytes) {
        Cid shard = stripe.stripe().shards().get(row);
        int shardBytes = stripe.stripe().shardBytes();
        try {
            return switch (client.put(holder, shard, bytes, 0, shardBytes, stripe.audience())) {
                case Placed.Stored stored ->
                    Optional.of(new PlacedRow(
                            row, holder, shard, shardBytes, stored.receipt().bytes(), clock.instant(), Instant.EPOCH));
                case Placed.Refused refused -> {
                    tell(holder, "does not take a shard: " + refused.refusal().reason());
                    yield Optional.empty();
                }
            };
        } catch (IOException e) {
            tell(holder, "could not be given a shard: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void tell(PeerId holder, String what) {
        String name = nameOf(holder);
        System.getLogger(Delivery.class.getName()).log(System.Logger.Level.INFO, () -> name + " " + what);
        feed.publish("holding", holder.toString(), name + " " + what);
    }

    private String nameOf(PeerId holder) {
        try {
            return circle.device(holder).map(who -> who.name()).orElse(holder.toString());
        } catch (IOException e) {
            return holder.toString();
        }
    }
}
