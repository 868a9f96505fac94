import org.jspecify.annotations.NullMarked;

/// Ways in from outside: HTTP API and web page.
@NullMarked
module community.kith.doors {
    requires static org.jspecify;
    requires community.kith.node;
}
