import org.jspecify.annotations.NullMarked;

/// The command line and the wiring.
@NullMarked
module community.kith.app {
    requires static org.jspecify;
    requires community.kith.doors;
    requires info.picocli;
}
