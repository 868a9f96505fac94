package community.kith.community.placement;

import community.kith.base.name.PeerId;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who was there when one looked: the measured side of [Odds].
///
/// The time between two looks counts when it is not longer than a gap that a waking node makes; a longer one, or a
/// clock that was set back, was not watched and counts for nobody. Knows no clock. Owned by one thread.
public final class Register {
    /// Who was away for so much watched time is taken for lost; whoever comes back after all is not.
    public static final Duration LOST_AFTER = Duration.ofDays(30);

    /// One gap of our own counts for no more than this, lest a clock that jumps by a year makes us sleepers.
    private static final Duration LONGEST_SLEEP = Duration.ofDays(3);

    private final Duration longestGap;
    private final NavigableMap<PeerId, Entry> entries = new TreeMap<>();
    /// Null when something was noted since it was worked out.
    private @Nullable Lifetimes learnt;

    private static final class Entry {
        final Attendance attendance;
        /// Whether there was a look since this node started, and what it showed.
        Optional<Boolean> before = Optional.empty();

        boolean isMe;

        Entry(Attendance attendance) {
            this.attendance = attendance;
        }
    }

    /// @param longestGap when more time than this lies between two looks, this node was asleep
    public Register(Duration longestGap) {
        if (!longestGap.isPositive()) {
            throw new IllegalArgumentException("looks " + longestGap + " apart");
        }
        this.longestGap = longestGap;
    }

    /// Takes up what an earlier run kept. What passed since then was not watched.
    public void restore(PeerId device, Attendance.Sums sums) {
        entries.put(device, new Entry(new Attendance(sums)));
        learnt = null;
    }

    public void forget(PeerId device) {
        entries.remove(device);
        learnt = null;
    }

    /// Notes whether a device is there.
    public void note(PeerId device, boolean isHere, Instant now) {
        learnt = null;
        Entry entry = entries.computeIfAbsent(device, absent -> new Entry(new Attendance(now)));
        Attendance attendance = entry.attendance;
        Duration gap = Duration.between(attendance.noted(), now);
        boolean counts = entry.before.isPresent() && gap.isPositive() && gap.compareTo(longestGap) <= 0;
        if (counts) {
            double before = entry.before.filter(Boolean::booleanValue).isPresent() ? 1 : 0;
            attendance.add(attendance.noted(), gap, (before + (isHere ? 1 : 0)) / 2);
        }
        attendance.noted(now, isHere, counts ? gap : Duration.ZERO);
        entry.before = Optional.of(isHere);
    }

    /// Looks were made that say nothing of others, because this node was cut off: the time until the next is not
    /// watched.
    public void cutOff() {
        entries.values().forEach(entry -> entry.before = Optional.empty());
    }

    /// Notes that this node itself is awake. Of itself it knows also when it was not: when it did not look.
    public void awake(PeerId me, Instant now) {
        learnt = null;
        Entry entry = entries.computeIfAbsent(me, absent -> new Entry(new Attendance(now)));
        entry.isMe = true;
        Attendance attendance = entry.attendance;
        Duration gap = Duration.between(attendance.noted(), now);
        if (gap.isPositive()) {
            boolean asleep = gap.compareTo(longestGap) > 0;
            Duration counted = gap.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : gap;
            attendance.add(now.minus(counted), counted, asleep ? 0 : 1);
        }
        attendance.noted(now, true, Duration.ZERO);
    }

    public Optional<Attendance> attendance(PeerId device) {
        return Optional.ofNullable(entries.get(device)).map(entry -> entry.attendance);
    }

    /// What is believed of a device: from what was seen of it, and from how long all those here have lived.
    public Odds odds(PeerId device) {
        Entry entry = entries.get(device);
        if (entry == null) {
            return Odds.steady(Redundancy.PRIOR);
        }
        Attendance seen = entry.attendance;
        return Odds.of(
                seen.onTimeByHour(), seen.weights(entry.isMe), lifetimes().lossesPerDay(seen.lived()));
    }

    /// What all devices together teach about how long devices stay.
    public Lifetimes lifetimes() {
        Lifetimes known = learnt;
        if (known != null) {
            return known;
        }
        Lifetimes lifetimes = Lifetimes.PRIOR;
        for (Entry entry : entries.values()) {
            Attendance seen = entry.attendance;
            lifetimes = lifetimes.with(seen.lived(), seen.awayFor().compareTo(LOST_AFTER) >= 0);
        }
        learnt = lifetimes;
        return lifetimes;
    }

    /// Everything, to be kept over a restart.
    public NavigableMap<PeerId, Attendance.Sums> sums() {
        NavigableMap<PeerId, Attendance.Sums> sums = new TreeMap<>();
        entries.forEach((device, entry) -> sums.put(device, entry.attendance.sums()));
        return sums;
    }
}
