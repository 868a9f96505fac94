package community.kith.node.account;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What taking up an account came to.
///
/// @param people who were not in my book before
/// @param files that were not listed before
/// @param unbelieved bonds whose signatures do not hold, or that are between other people; they were left out
/// @param settings what the owner had set where the account is from, for whoever writes the home's config
public record Merged(int people, long files, int unbelieved, NavigableMap<String, String> settings) {
    public Merged {
        settings = Collections.unmodifiableNavigableMap(new TreeMap<>(settings));
    }
}
