package community.kith.community.placement;

import community.kith.base.name.PeerId;

/// A device that may be given shards: whoever is not allowed to hold them is left out beforehand.
///
/// @param freeBytes how much more it takes from us
/// @param online whether it can be given something now
/// @param odds what is believed of it: as measured, or [Odds#steady]
public record Candidate(PeerId holder, Domain domain, long freeBytes, boolean online, Odds odds) {
    public Candidate {
        if (freeBytes < 0) {
            throw new IllegalArgumentException("a candidate with " + freeBytes + " bytes free");
        }
    }

    /// @param availability the part of the time it was reachable, or [Redundancy#PRIOR]
    public Candidate(PeerId holder, Domain domain, long freeBytes, boolean online, double availability) {
        this(holder, domain, freeBytes, online, Odds.steady(availability));
    }

    /// The part of the time in which it can be reached.
    public double availability() {
        return odds.availability();
    }

    public Candidate withRoom(long bytes, boolean isOnline) {
        return new Candidate(holder, domain, bytes, isOnline, odds);
    }
}
