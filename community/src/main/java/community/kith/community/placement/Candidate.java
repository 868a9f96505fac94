package community.kith.community.placement;

import community.kith.base.name.PeerId;

/// A device that may be given shards: whoever is not allowed to hold them is left out beforehand.
///
/// @param freeBytes how much more it takes from us
/// @param online whether it can be given something now
/// @param availability the part of the time it was reachable, or [Redundancy#PRIOR]
public record Candidate(PeerId holder, Domain domain, long freeBytes, boolean online, double availability) {
    public Candidate {
        if (freeBytes < 0 || !(availability >= 0 && availability <= 1)) {
            throw new IllegalArgumentException(
                    "a candidate with " + freeBytes + " bytes free, reachable " + availability + " of the time");
        }
    }
}
