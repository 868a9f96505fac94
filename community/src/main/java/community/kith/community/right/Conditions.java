package community.kith.community.right;

import community.kith.base.name.Did;
import community.kith.community.reach.Availability;
import community.kith.community.reach.Reach;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// Who the content is for and who may hold it, as its owner decided; whoever acts for the owner cannot change it.
///
/// @param named the people whom reach `invited` is for; empty for every other
public record Conditions(Reach reach, Availability availability, SortedSet<Did> named) {
    public static final int MAX_NAMED = 64;

    public Conditions {
        if (named.size() > MAX_NAMED) {
            throw new IllegalArgumentException(named.size() + " people named, more than " + MAX_NAMED);
        }
        named = Collections.unmodifiableSortedSet(new TreeSet<>(named));
    }
}
