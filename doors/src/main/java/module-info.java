import org.jspecify.annotations.NullMarked;

/// Ways in from outside: HTTP API and web page.
@NullMarked
module community.kith.doors {
    requires static org.jspecify;
    requires community.kith.base;
    requires transitive community.kith.node;
    requires org.eclipse.jetty.server;
    requires tools.jackson.databind;

    exports community.kith.doors.http;
}
