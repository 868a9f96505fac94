package community.kith.node.home;

import java.io.IOException;

/// The keys of a home are locked, and the right passphrase was not given.
public final class LockedHomeException extends IOException {
    private static final long serialVersionUID = 1L;

    LockedHomeException(String message) {
        super(message);
    }
}
