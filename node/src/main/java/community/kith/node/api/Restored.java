package community.kith.node.api;

import java.util.Map;

/// What looking for my account among friends came to.
///
/// @param accounts how many devices of mine had written one that could be read
/// @param people who came into my book by it
/// @param files that are listed now and were not before
/// @param unread how many accounts are known of and cannot be read now, because too few of their holders answer
/// @param settings what I had set where the account is from
public record Restored(int accounts, int people, long files, int unread, Map<String, String> settings) {
    public Restored {
        settings = Map.copyOf(settings);
    }
}
