import org.jspecify.annotations.NullMarked;

/// Names, bytes and keys: what every other module speaks in.
@NullMarked
module community.kith.base {
    requires static org.jspecify;
    requires org.bouncycastle.provider;

    exports community.kith.base.bytes;
    exports community.kith.base.crypto;
    exports community.kith.base.json;
    exports community.kith.base.name;
}
