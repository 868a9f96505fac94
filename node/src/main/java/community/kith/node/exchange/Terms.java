package community.kith.node.exchange;

import community.kith.community.layer.Budgets;

/// On what terms this node serves others.
///
/// @param budgets what each layer may have of this disk
public record Terms(Denials denials, Limits limits, Budgets budgets, Rates rates) {
    /// Those terms, with budgets that suit a laptop at home.
    public Terms(Denials denials, Limits limits) {
        this(denials, limits, Budgets.DEFAULT, Rates.DEFAULTS);
    }

    public static final Terms DEFAULTS = new Terms(Denylist.none(), Limits.DEFAULTS);
}
