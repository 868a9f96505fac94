package community.kith.store.file;

import java.io.IOException;

/// So many files are gone since the version before that somebody should say whether that is wanted.
public final class LargeDeletionException extends IOException {
    private static final long serialVersionUID = 1;

    LargeDeletionException(long gone, long before) {
        super("%d of %d files are gone since the version before".formatted(gone, before));
    }
}
