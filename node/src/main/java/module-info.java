import org.jspecify.annotations.NullMarked;

/// The drivers: where network, store and community meet.
@NullMarked
module community.kith.node {
    requires static org.jspecify;
    requires transitive community.kith.base;
    requires community.kith.p2p;
    requires community.kith.store;
    requires transitive community.kith.community;
    requires java.sql;

    exports community.kith.node.api;
    exports community.kith.node.config;
    exports community.kith.node.home;
}
