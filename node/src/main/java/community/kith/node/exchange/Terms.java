package community.kith.node.exchange;

import community.kith.community.layer.Budgets;

/// On what terms this node serves others.
///
/// @param budgets what each layer may have of this disk
public record Terms(Denylist denylist, Limits limits, Budgets budgets) {
    /// Those terms, with budgets that suit a laptop at home.
    public Terms(Denylist denylist, Limits limits) {
        this(denylist, limits, Budgets.DEFAULT);
    }

    public static final Terms DEFAULTS = new Terms(Denylist.none(), Limits.DEFAULTS, Budgets.DEFAULT);
}
