import org.jspecify.annotations.NullMarked;

/// The command line and the wiring.
@NullMarked
module community.kith.app {
    requires static org.jspecify;
    requires community.kith.doors;
    requires community.kith.node;
    requires community.kith.community;
    requires community.kith.p2p;
    requires community.kith.store;
    requires community.kith.sync;
    requires com.google.zxing;
    requires info.picocli;
    requires java.logging;
    requires java.management;
    requires java.net.http;
    requires tools.jackson.databind;

    // picocli reads annotations and sets fields
    opens community.kith.app.command to
            info.picocli;
}
