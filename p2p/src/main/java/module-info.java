import org.jspecify.annotations.NullMarked;

/// libp2p for the JVM, usable without Kith.
@NullMarked
module community.kith.p2p {
    requires static org.jspecify;
    requires transitive community.kith.base;
    requires io.netty.buffer;
    requires io.netty.codec.classes.quic;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires java.net.http;
    requires java.xml;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.tls;

    exports community.kith.p2p.autonat;
    exports community.kith.p2p.discovery;
    exports community.kith.p2p.host;
    exports community.kith.p2p.identify;
    exports community.kith.p2p.kademlia;
    exports community.kith.p2p.memory;
    exports community.kith.p2p.muxer;
    exports community.kith.p2p.perf;
    exports community.kith.p2p.ping;
    exports community.kith.p2p.portmap;
    exports community.kith.p2p.pubsub;
    exports community.kith.p2p.punch;
    exports community.kith.p2p.quic;
    exports community.kith.p2p.reach;
    exports community.kith.p2p.relay;
    exports community.kith.p2p.security.tls;
    exports community.kith.p2p.security;
    exports community.kith.p2p.transport;
}
