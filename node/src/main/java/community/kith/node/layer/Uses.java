package community.kith.node.layer;

import community.kith.community.layer.Budgets;
import community.kith.community.layer.Layer;
import community.kith.node.api.Check;
import community.kith.node.api.NodeStatus.LayerUse;
import community.kith.node.cache.BlockCache;
import community.kith.node.config.Quantity;
import community.kith.node.ledger.Holdings;
import community.kith.node.ledger.Pledges;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.People;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// What each layer has now, beside what it may have.
public final class Uses {
    private static final String CACHE = "cache";

    private final Holdings holdings;
    private final People people;
    private final Pledges pledges;
    private final Budgets budgets;
    private final BlockCache cache;

    public Uses(Holdings holdings, People people, Pledges pledges, Budgets budgets, BlockCache cache) {
        this.cache = cache;
        this.holdings = holdings;
        this.people = people;
        this.pledges = pledges;
        this.budgets = budgets;
    }

    /// The highest layer first, and last the cache of what was read.
    public List<LayerUse> all() throws IOException {
        List<LayerUse> uses = new ArrayList<>();
        for (Layer layer : Layer.values()) {
            Holdings.Held held = holdings.in(layer);
            uses.add(new LayerUse(layer.label(), held.bytes(), held.blobs(), budget(layer)));
        }
        Holdings.Held cached = cache.use();
        uses.add(new LayerUse(CACHE, cached.bytes(), cached.blobs(), OptionalLong.of(cache.budgetBytes())));
        return List.copyOf(uses);
    }

    /// What was pledged is the budget of what I keep for my people, where no other was set.
    private OptionalLong budget(Layer layer) throws IOException {
        OptionalLong set = budgets.of(layer);
        return layer == Layer.RECIPROCAL && set.isEmpty() ? OptionalLong.of(pledges.total()) : set;
    }

    /// Whether every layer is within its budget.
    public Check check() throws IOException {
        List<String> over = new ArrayList<>();
        for (LayerUse use : all()) {
            if (use.usedBytes() > use.budgetBytes().orElse(Long.MAX_VALUE)) {
                over.add("layer %s has %s, %s more than its budget of %s"
                        .formatted(
                                use.layer(),
                                Quantity.text(use.usedBytes()),
                                Quantity.text(
                                        use.usedBytes() - use.budgetBytes().getAsLong()),
                                Quantity.text(use.budgetBytes().getAsLong())));
            }
        }
        for (Acquaintance who : people.all()) {
            long used = holdings.usedBy(who.did());
            if (used > who.pledgedByMe()) {
                over.add("%s has %s here, %s more than you pledged"
                        .formatted(who.name(), Quantity.text(used), Quantity.text(used - who.pledgedByMe())));
            }
        }
        if (!over.isEmpty()) {
            return new Check(
                    "budgets",
                    Check.Outcome.WARNING,
                    String.join("; ", over),
                    "it goes by itself once others have it; to keep it, raise the budget (budget.NAME in"
                            + " config.properties) or the pledge (kith pledge)");
        }
        long pledged = pledges.total();
        long reciprocal = budgets.reciprocalBytes().orElse(Long.MAX_VALUE);
        return pledged > reciprocal
                ? new Check(
                        "budgets",
                        Check.Outcome.WARNING,
                        "you pledged %s in all, more than budget.reciprocal, %s"
                                .formatted(Quantity.text(pledged), Quantity.text(reciprocal)),
                        "raise budget.reciprocal in config.properties, or lower pledges (kith pledge)")
                : new Check("budgets", Check.Outcome.WELL, "every layer is within its budget", "");
    }
}
