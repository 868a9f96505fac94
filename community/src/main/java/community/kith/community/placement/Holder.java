package community.kith.community.placement;

import community.kith.base.name.PeerId;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;

/// A device as a [RepairDecider] knows it.
final class Holder {
    private static final int MAX_DOUBLINGS = 6;

    /// The segments of which it has rows.
    final NavigableSet<SegmentId> segments = new TreeSet<>();

    final Absence absence;
    private Candidate candidate;
    private long reservedBytes;
    private Instant avoidedUntil = Instant.MIN;
    private Instant uncancellableUntil = Instant.MIN;
    private int failures;
    private Patience patience = Patience.NOT_TRIED;

    /// How much of our patience somebody has used up.
    enum Patience {
        NOT_TRIED,
        URGENT_OVER,
        OVER
    }

    Holder(Candidate candidate, Absence absence) {
        this.candidate = candidate;
        this.absence = absence;
    }

    PeerId id() {
        return candidate.holder();
    }

    Domain domain() {
        return candidate.domain();
    }

    boolean isHere() {
        return !absence.isAway();
    }

    /// Takes in news of it, and tells whether it lives elsewhere now.
    boolean learn(Candidate news) {
        boolean moved = !news.domain().equals(candidate.domain());
        candidate = news;
        return moved;
    }

    /// Whether its rows still count, if we wait so long for it.
    boolean isTrusted(Duration grace, Instant now) {
        return isHere() || absence.at(now).compareTo(grace) < 0;
    }

    /// Looks how much patience is left, and whether that is less than the last time.
    boolean losesPatience(RepairPolicy policy, Instant now) {
        Patience before = patience;
        patience = isTrusted(policy.urgentGrace(), now)
                ? Patience.NOT_TRIED
                : isTrusted(policy.grace(), now) ? Patience.URGENT_OVER : Patience.OVER;
        return patience.compareTo(before) > 0;
    }

    /// Whether its rows still counted when its patience was last looked at.
    boolean isTrusted() {
        return patience != Patience.OVER;
    }

    /// The same for a segment that is in a hurry.
    boolean isTrustedInAHurry() {
        return patience == Patience.NOT_TRIED;
    }

    /// It as a target for repairs, with the room that is not spoken for.
    Candidate asTarget() {
        return candidate.withRoom(Math.max(0, candidate.freeBytes() - reservedBytes), isHere());
    }

    boolean isTarget(Instant now) {
        return isHere() && !now.isBefore(avoidedUntil);
    }

    void avoid(Instant until) {
        avoidedUntil = until;
    }

    /// Leaves it alone for a while, longer with each failure in a row.
    void failed(Instant now, Duration retryAfter) {
        avoid(now.plus(retryAfter.multipliedBy(1L << failures)));
        failures = Math.min(failures + 1, MAX_DOUBLINGS);
    }

    void reserve(long bytes) {
        reservedBytes += bytes;
    }

    void release(long bytes) {
        reservedBytes -= bytes;
    }

    /// What was reserved is in use now, which counts until fresh news of its room comes.
    void use(long bytes) {
        failures = 0;
        candidate = candidate.withRoom(Math.max(0, candidate.freeBytes() - bytes), isHere());
    }

    /// Whether its return may cancel repairs: once in a while. Who flaps would otherwise have the same repair begun and
    /// cancelled without end.
    boolean mayCancel(Instant now, Duration grace) {
        if (now.isBefore(uncancellableUntil)) {
            return false;
        }
        uncancellableUntil = now.plus(grace);
        return true;
    }
}
