package community.kith.store.file;

import community.kith.store.manifest.Entry;
import community.kith.store.manifest.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The version before: a file that has the same size and time as there is not read again.
///
/// @param taken when it was read; what changed at about that time is read again, since a second change may not show
/// @param mostGone what part of its files may be gone, from 0 to 1
public record Baseline(Manifest manifest, Instant taken, double mostGone) {
    private static final Duration TOO_CLOSE = Duration.ofSeconds(3);
    /// So few files may always be gone.
    private static final int FEW = 10;

    /// The same file there, when nothing tells that it has changed.
    Optional<Entry.File> unchanged(Entry.File now) {
        return now.modified().isAfter(taken.minus(TOO_CLOSE))
                ? Optional.empty()
                : manifest.entry(now.path())
                        .filter(Entry.File.class::isInstance)
                        .map(Entry.File.class::cast)
                        .filter(then -> then.sizeBytes() == now.sizeBytes()
                                && then.modified().equals(now.modified())
                                && then.executable() == now.executable());
    }

    /// @throws LargeDeletionException when too many files are gone
    void check(List<Entry> now) throws LargeDeletionException {
        Set<String> here = new HashSet<>();
        now.forEach(entry -> here.add(entry.path()));
        long before =
                manifest.entries().stream().filter(Entry.File.class::isInstance).count();
        long gone = manifest.entries().stream()
                .filter(entry -> entry instanceof Entry.File && !here.contains(entry.path()))
                .count();
        if (gone > FEW && gone > before * mostGone) {
            throw new LargeDeletionException(gone, before);
        }
    }
}
