package community.kith.node.replication;

import community.kith.community.layer.Budgets;
import community.kith.community.layer.Layer;
import community.kith.node.api.RefusedException;
import community.kith.node.config.Quantity;
import community.kith.node.ledger.Holdings;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.Segment;
import java.io.IOException;
import java.util.OptionalLong;

/// What may still be pinned on this disk.
record PinBudget(Holdings holdings, Budgets budgets) {

    /// @throws RefusedException when keeping all that a link names would take more than the budget has left
    void require(Manifest manifest) throws IOException {
        OptionalLong budget = budgets.of(Layer.INVESTED);
        if (budget.isEmpty()) {
            return;
        }
        long left = Math.max(0, budget.getAsLong() - holdings.bytes(Layer.INVESTED));
        long bytes = 0;
        for (Segment segment : manifest.allSegments()) {
            bytes += (long) segment.stripe().k() * segment.stripe().shardBytes();
            if (bytes > left) {
                throw new RefusedException(
                        "%s takes more than the %s that the budget for pinned links has left of %s; raise budget.invested in config.properties, or let go of another (kith release)"
                                .formatted(manifest.name(), Quantity.text(left), Quantity.text(budget.getAsLong())));
            }
        }
    }
}
