import org.jspecify.annotations.NullMarked;

/// Blobs, erasure coding, sealing and manifests.
@NullMarked
module community.kith.store {
    requires static org.jspecify;
    requires transitive community.kith.base;
}
