package community.kith.community.layer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Where held bytes count. Every blob on a disk counts once, in the highest layer that somebody wants it for: the order
/// here, the highest first.
///
/// Their words, sorted as text, are in the same order backwards, so that a database finds the highest as `max(layer)`.
public enum Layer {
    /// My own files, and what other devices of mine placed here. Never evicted.
    SOVEREIGN,
    /// What I keep for people I have a bond with, as they keep mine, within what I pledged them.
    RECIPROCAL,
    /// What somebody else made and I chose to help last: links I pinned.
    INVESTED,
    /// What I keep for people beyond my bonds, in room that is spare.
    GIFT;

    /// The word in the ledger, in JSON and on screens.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Layer> labelled(String label) {
        return Arrays.stream(values())
                .filter(layer -> layer.label().equals(label))
                .findFirst();
    }
}
