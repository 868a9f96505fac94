package community.kith.community.placement;

import community.kith.base.name.PeerId;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;

/// A device as a [RepairDecider] knows it.
final class Holder {
    private static final int MAX_DOUBLINGS = 6;
    private static final Duration DAY = Duration.ofDays(1);

    /// The segments of which it has rows.
    final NavigableSet<SegmentId> segments = new TreeSet<>();

    final Absence absence;
    private Candidate candidate;
    /// The domain that counts; news of another counts when it has held for a while.
    private Domain domain;

    private Instant domainDoubtedSince = Instant.MIN;
    private boolean leaving;
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
        this.domain = candidate.domain();
        this.absence = absence;
    }

    PeerId id() {
        return candidate.holder();
    }

    Domain domain() {
        return domain;
    }

    boolean isHere() {
        return !absence.isAway();
    }

    /// Takes in news of it, and tells whether it lives elsewhere now. A laptop that is on a visit does not: where it is
    /// seen must stay the same for a while, unless it has nothing yet.
    boolean learn(Candidate news, Duration grace, Instant now) {
        boolean same = news.domain().equals(candidate.domain());
        candidate = news;
        if (news.domain().equals(domain)) {
            return false;
        }
        if (!same) {
            domainDoubtedSince = now;
        }
        if (!segments.isEmpty() && now.isBefore(domainDoubtedSince.plus(grace))) {
            return false;
        }
        domain = news.domain();
        return true;
    }

    /// Notes whether it is going to leave, and tells whether that is news.
    boolean leave(boolean soon) {
        boolean news = leaving != soon;
        leaving = soon;
        return news;
    }

    boolean isLeaving() {
        return leaving;
    }

    /// Whether it is here, or has not been away for longer than on a usual day: whoever sleeps every night is not
    /// missed at night. Of those who were not watched nothing is usual.
    boolean isExpectedBack(Instant now) {
        double usual = candidate.odds().isSteady() ? 0 : 1 - candidate.availability();
        return isHere() || absence.at(now).toSeconds() < usual * DAY.toSeconds();
    }

    /// The chance that it is lost within a day: as its age tells while it is here, and growing to certainty while
    /// patience with it runs out.
    double lossesPerDay(RepairPolicy policy, Instant now) {
        double byAge = candidate.odds().lossesPerDay();
        if (isHere()) {
            return byAge;
        }
        double gone = (double) absence.at(now).toSeconds()
                / Math.max(1, policy.grace().toSeconds());
        return byAge + gone / Math.max(0.01, 1 - gone);
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
        return patience != Patience.OVER && !leaving;
    }

    /// The same for a segment that is in a hurry.
    boolean isTrustedInAHurry() {
        return patience == Patience.NOT_TRIED && !leaving;
    }

    /// It as a target for repairs, with the room that is not spoken for.
    Candidate asTarget() {
        Candidate now = candidate.withRoom(Math.max(0, candidate.freeBytes() - reservedBytes), isHere());
        return new Candidate(id(), domain, now.freeBytes(), now.online(), now.odds());
    }

    boolean isTarget(Instant now) {
        return isHere() && !leaving && !now.isBefore(avoidedUntil);
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
