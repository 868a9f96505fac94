package community.kith.store.blob;

import java.io.IOException;

/// The index is not what was written. Nothing is lost: it is made anew from the packs.
final class IndexDamagedException extends IOException {
    private static final long serialVersionUID = 1;

    IndexDamagedException(String message) {
        super(message);
    }

    IndexDamagedException(String message, IOException cause) {
        super(message, cause);
    }
}
