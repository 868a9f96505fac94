package community.kith.node.exchange;

/// On what terms this node serves others.
public record Terms(Denylist denylist, Limits limits) {
    public static final Terms DEFAULTS = new Terms(Denylist.none(), Limits.DEFAULTS);
}
