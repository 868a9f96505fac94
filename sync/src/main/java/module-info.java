import org.jspecify.annotations.NullMarked;

/// Signed logs of devices: what was said, that it was said, and how computers tell each other.
@NullMarked
module community.kith.sync {
    requires static org.jspecify;
    requires transitive community.kith.base;

    exports community.kith.sync.checkpoint;
    exports community.kith.sync.log;
    exports community.kith.sync.merkle;
    exports community.kith.sync.reconcile;
}
