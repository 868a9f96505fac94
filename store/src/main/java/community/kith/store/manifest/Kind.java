package community.kith.store.manifest;

import java.util.Locale;

/// What was put.
public enum Kind {
    FILE,
    FOLDER;

    /// The word in the manifest.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
