package community.kith.node.exchange;

import community.kith.community.layer.Budgets;

/// On what terms this node serves others.
///
/// @param budgets what each layer may have of this disk
/// @param standing which devices may still act for their passports
public record Terms(Denials denials, Limits limits, Budgets budgets, Rates rates, Standing standing) {
    /// Those terms, where nobody was ever revoked.
    public Terms(Denials denials, Limits limits, Budgets budgets, Rates rates) {
        this(denials, limits, budgets, rates, Standing.ALL_WELL);
    }

    /// Those terms, with budgets that suit a laptop at home.
    public Terms(Denials denials, Limits limits) {
        this(denials, limits, Budgets.DEFAULT, Rates.DEFAULTS, Standing.ALL_WELL);
    }

    public static final Terms DEFAULTS = new Terms(Denylist.none(), Limits.DEFAULTS);
}
