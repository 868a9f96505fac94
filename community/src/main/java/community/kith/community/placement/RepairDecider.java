package community.kith.community.placement;

import community.kith.base.name.PeerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;

/// Decides when lost shards are made anew, and at whom.
///
/// A holder that is away keeps its rows for a grace period: laptops sleep. After it, others get copies; when it comes
/// back its rows count again, and copies made meanwhile stay and make the next absence harmless (so traffic dies down
/// as the number of copies comes to fit how people really live; the idea is Carbonite's, NSDI 2006). The nearer a
/// segment is to its end, the shorter the grace and the earlier its turn.
///
/// Knows no clock and does no I/O: `step` is told what happens and when. Owned by one thread.
public final class RepairDecider {
    private final RepairPolicy policy;
    private final WatchedTime time;
    private final RepairBook book = new RepairBook();
    private final RepairRound round;

    public RepairDecider(RepairPolicy policy, Eligible eligible) {
        this.policy = policy;
        this.time = new WatchedTime(policy.longestGap());
        this.round = new RepairRound(policy, eligible, book);
    }

    public List<Effect> step(Instant now, Input input) {
        Instant watched = time.at(now);
        return switch (input) {
            case Input.Known known -> know(known, watched);
            case Input.Seen seen -> come(seen.holder(), watched);
            case Input.Lost lost -> go(lost.holder(), watched);
            case Input.Tracked tracked -> track(tracked);
            case Input.Placed placed -> place(placed);
            case Input.ShardMissing missing -> miss(missing, watched);
            case Input.Failed failed -> fail(failed, watched);
            case Input.Released released -> release(released.segment());
            case Input.Leaving leaving -> leave(leaving.holder(), true);
            case Input.Staying staying -> leave(staying.holder(), false);
            case Input.Tick tick -> round.begin(watched);
        };
    }

    /// How absent each known holder is, to be kept over a restart and given back with [Input.Known].
    public NavigableMap<PeerId, Duration> absences(Instant now) {
        Instant watched = time.at(now);
        NavigableMap<PeerId, Duration> absences = new TreeMap<>();
        book.holders.values().forEach(holder -> absences.put(holder.id(), holder.absence.at(watched)));
        return Collections.unmodifiableNavigableMap(absences);
    }

    /// What a segment survives, counting every holder whose grace is not over.
    public Survival survival(SegmentId segment, Instant now) {
        Instant watched = time.at(now);
        return book.segment(segment)
                .map(known -> Survival.of(
                        known.shape().k(), known.rowsAt(holder -> holder.isTrusted(policy.grace(), watched))))
                .orElse(new Survival(0, 0, -1));
    }

    private List<Effect> know(Input.Known known, Instant now) {
        Candidate candidate = known.candidate();
        Holder holder = book.holders.computeIfAbsent(
                candidate.holder(),
                absent -> new Holder(
                        candidate,
                        new Absence(
                                !candidate.online(),
                                now,
                                known.absence(),
                                policy.grace().multipliedBy(2))));
        if (holder.learn(candidate, policy.grace(), now)) {
            book.moved(holder);
        }
        return candidate.online() ? come(candidate.holder(), now) : go(candidate.holder(), now);
    }

    private List<Effect> come(PeerId id, Instant now) {
        Holder holder = book.holders.get(id);
        if (holder == null || !holder.absence.become(false, now)) {
            return List.of();
        }
        List<Effect> effects = new ArrayList<>();
        List<WatchedSegment> repaired = holder.segments.stream()
                .flatMap(segment -> book.segment(segment).stream())
                .filter(segment -> !segment.flightsInsteadOf(holder).isEmpty())
                .toList();
        if (!repaired.isEmpty() && holder.mayCancel(now, policy.grace())) {
            repaired.forEach(segment -> effects.add(cancel(segment, segment.flightsInsteadOf(holder))));
        }
        return List.copyOf(effects);
    }

    private List<Effect> go(PeerId id, Instant now) {
        Holder holder = book.holders.get(id);
        if (holder != null && holder.absence.become(true, now)) {
            book.troubled.addAll(holder.segments);
        }
        return List.of();
    }

    private List<Effect> leave(PeerId id, boolean soon) {
        Holder holder = book.holders.get(id);
        if (holder != null && holder.leave(soon)) {
            book.troubled.addAll(holder.segments);
        }
        return List.of();
    }

    private List<Effect> track(Input.Tracked tracked) {
        book.segments.putIfAbsent(tracked.segment(), new WatchedSegment(tracked));
        book.troubled.add(tracked.segment());
        return List.of();
    }

    private List<Effect> place(Input.Placed placed) {
        return book.place(placed.segment(), placed.row(), placed.holder())
                .map(from -> List.<Effect>of(new Effect.Surplus(placed.segment(), placed.row(), from.id())))
                .orElseGet(List::of);
    }

    /// Who lost a row once gets no other for a while.
    private List<Effect> miss(Input.ShardMissing missing, Instant now) {
        book.remove(missing.segment(), missing.row(), missing.holder());
        book.holder(missing.holder()).ifPresent(holder -> holder.avoid(now.plus(policy.grace())));
        return List.of();
    }

    private List<Effect> fail(Input.Failed failed, Instant now) {
        WatchedSegment segment = book.segments.get(failed.segment());
        Holder target = book.holders.get(failed.target());
        if (segment != null
                && target != null
                && book.land(segment, failed.row(), target).isPresent()) {
            target.failed(now, policy.retryAfter());
        }
        return List.of();
    }

    private List<Effect> release(SegmentId id) {
        WatchedSegment segment = book.segments.get(id);
        if (segment == null) {
            return List.of();
        }
        List<Effect> effects =
                segment.flights().isEmpty() ? List.of() : List.of(cancel(segment, segment.rowsInFlight()));
        book.release(segment);
        return effects;
    }

    private Effect cancel(WatchedSegment segment, NavigableSet<Integer> rows) {
        segment.flights().stream()
                .filter(flight -> rows.contains(flight.row()))
                .forEach(flight -> book.land(segment, flight.row(), flight.target()));
        return new Effect.Cancel(segment.id(), rows);
    }
}
