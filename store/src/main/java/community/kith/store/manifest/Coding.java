package community.kith.store.manifest;

import community.kith.store.seal.Frame;

/// Whether frames are sealed before they are coded.
public enum Coding {
    /// For the commons: shards hold the bytes as they are.
    PLAIN,
    SEALED;

    /// The size of so many plain bytes as they are coded.
    public long codedBytes(long plainBytes) {
        return switch (this) {
            case PLAIN -> plainBytes;
            case SEALED -> Frame.sealedBytes(plainBytes);
        };
    }
}
