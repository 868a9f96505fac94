package community.kith.store.seal;

/// What a sealed stream carries. Both are sealed with the same key, so the part is in every nonce.
public enum Part {
    /// The bytes of the file, or of a folder's files one after another.
    CONTENT,
    /// The list of segments and entries of a manifest that is too long for one blob.
    INDEX;

    byte code() {
        return switch (this) {
            case CONTENT -> 0;
            case INDEX -> 1;
        };
    }
}
