import org.jspecify.annotations.NullMarked;

/// A month of two hundred laptops in a minute; never shipped.
@NullMarked
module community.kith.sim {
    requires static org.jspecify;
    requires community.kith.base;
    requires community.kith.p2p;
    requires community.kith.store;
    requires community.kith.community;
    requires community.kith.node;
}
