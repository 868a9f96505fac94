package community.kith.node.replication;

import community.kith.community.placement.SegmentId;
import community.kith.community.placement.Shape;
import community.kith.community.reach.Availability;
import community.kith.node.ledger.Audience;
import community.kith.store.manifest.Stripe;

/// Shards that this node looks after, whatever files they are part of.
///
/// @param id its key in the catalog
/// @param audience who may read it, if they can open it
/// @param availability who may hold it
/// @param complete whether it came to lie where it should; a put that is under way has not got that far
record StoredStripe(long id, Stripe stripe, Audience audience, Availability availability, boolean complete) {
    Shape shape() {
        return new Shape(stripe.k(), stripe.n());
    }

    SegmentId segment() {
        return new SegmentId(stripe.id());
    }
}
