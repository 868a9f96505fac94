import org.jspecify.annotations.NullMarked;

/// libp2p for the JVM, usable without Kith.
@NullMarked
module community.kith.p2p {
    requires static org.jspecify;
    requires transitive community.kith.base;
}
