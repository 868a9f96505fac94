package community.kith.store.manifest;

import community.kith.base.name.Did;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What a person wants to know of content before getting it.
///
/// @param name one path component, as of [Entry]
/// @param sizeBytes plain bytes of all files together
/// @param created when it was put, whole milliseconds
/// @param owner whose it is
/// @param reach who it is for, in the word of the community's rules
public record About(Kind kind, String name, long sizeBytes, Instant created, Did owner, String reach) {
    public static final int MAX_REACH_CHARS = 32;

    public About {
        EntryPath.check(name);
        if (name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("a name with a slash: " + name);
        }
        if (sizeBytes < 0) {
            throw new IllegalArgumentException("a size of " + sizeBytes + " bytes");
        }
        if (reach.isEmpty() || reach.length() > MAX_REACH_CHARS) {
            throw new IllegalArgumentException("a reach of " + reach.length() + " characters");
        }
        created = created.truncatedTo(ChronoUnit.MILLIS);
    }
}
