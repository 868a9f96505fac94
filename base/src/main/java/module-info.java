import org.jspecify.annotations.NullMarked;

/// Names, bytes and keys: what every other module speaks in.
@NullMarked
module community.kith.base {
    requires static org.jspecify;
    requires org.bouncycastle.provider;
}
