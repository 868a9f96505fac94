package community.kith.node.api;

import java.io.IOException;

/// This node's disk, or what its owner set aside, takes no more.
public final class StorageFullException extends IOException {
    private static final long serialVersionUID = 1L;

    public StorageFullException(String message) {
        super(message);
    }

    public StorageFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
