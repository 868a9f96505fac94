import org.jspecify.annotations.NullMarked;

/// The drivers: where network, store and community meet.
@NullMarked
module community.kith.node {
    requires static transitive org.jspecify;
    requires transitive community.kith.base;
    requires transitive community.kith.p2p;
    requires transitive community.kith.store;
    requires transitive community.kith.community;
    requires transitive community.kith.sync;
    requires transitive java.sql;
    requires java.net.http;
    requires org.xerial.sqlitejdbc;

    exports community.kith.node;
    exports community.kith.node.account;
    exports community.kith.node.api;
    exports community.kith.node.cache;
    exports community.kith.node.config;
    exports community.kith.node.connectivity;
    exports community.kith.node.denylist;
    exports community.kith.node.device;
    exports community.kith.node.event;
    exports community.kith.node.exchange;
    exports community.kith.node.home;
    exports community.kith.node.ledger;
    exports community.kith.node.location;
    exports community.kith.node.log;
    exports community.kith.node.people;
    exports community.kith.node.recovery;
    exports community.kith.node.replication;
    exports community.kith.node.whereabouts;
    exports community.kith.node.witness;
}
