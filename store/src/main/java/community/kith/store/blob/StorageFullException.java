package community.kith.store.blob;

import java.io.IOException;

/// There is no room for a blob: the store's capacity, a quota or the disk is used up. What was there stays as it was.
public final class StorageFullException extends IOException {
    private static final long serialVersionUID = 1;

    public StorageFullException(String message) {
        super(message);
    }

    public StorageFullException(String message, IOException cause) {
        super(message, cause);
    }
}
