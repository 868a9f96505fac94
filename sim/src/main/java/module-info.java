import org.jspecify.annotations.NullMarked;

/// A month of two hundred laptops in a few seconds; never shipped.
@NullMarked
module community.kith.sim {
    requires static org.jspecify;
    requires community.kith.node;
}
