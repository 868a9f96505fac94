package community.kith.store.blob;

import java.io.IOException;

/// The disk takes no writes at the moment. What was there can be read, and everything works again once the disk does.
public final class ReadOnlyException extends IOException {
    private static final long serialVersionUID = 1;

    public ReadOnlyException(String message, IOException cause) {
        super(message, cause);
    }
}
