import org.jspecify.annotations.NullMarked;

/// Blobs, erasure coding, sealing and manifests.
@NullMarked
module community.kith.store {
    requires static transitive org.jspecify;
    requires transitive community.kith.base;
    requires java.net.http;
    requires java.xml;

    exports community.kith.store.blob;
    exports community.kith.store.care;
    exports community.kith.store.chunk;
    exports community.kith.store.erasure;
    exports community.kith.store.file;
    exports community.kith.store.manifest;
    exports community.kith.store.s3;
    exports community.kith.store.seal;
}
