package community.kith.community.placement;

import community.kith.community.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A decider with a clock that is turned by hand, and people by number.
final class RepairWorld {
    static final long SHARD_BYTES = 1 << 20;
    static final Duration TICK = Duration.ofMinutes(10);

    final RepairDecider decider;
    final List<Effect> told = new ArrayList<>();
    Instant now = Person.NOW;

    RepairWorld(RepairPolicy policy) {
        this(policy, (segment, holder) -> true);
    }

    RepairWorld(RepairPolicy policy, Eligible eligible) {
        decider = new RepairDecider(policy, eligible);
    }

    /// So many people are here, each alone at home.
    RepairWorld people(int count) {
        IntStream.range(0, count).forEach(this::newcomer);
        return this;
    }

    void newcomer(int number) {
        tell(new Input.Known(Circle.candidate(number), Duration.ZERO));
    }

    /// A segment whose row i is at person first + i.
    SegmentId segment(int number, Shape shape, int first) {
        SegmentId id = track(number, shape, Input.Source.HOLDERS);
        IntStream.range(0, shape.n()).forEach(row -> place(id, row, first + row));
        return id;
    }

    SegmentId track(int number, Shape shape, Input.Source source) {
        SegmentId id = Circle.segment(number);
        tell(new Input.Tracked(id, shape, SHARD_BYTES, number, source));
        return id;
    }

    void place(SegmentId id, int row, int person) {
        tell(new Input.Placed(id, row, Circle.peer(person)));
    }

    void lose(int... people) {
        IntStream.of(people).forEach(person -> tell(new Input.Lost(Circle.peer(person))));
    }

    void see(int person) {
        tell(new Input.Seen(Circle.peer(person)));
    }

    List<Effect> tell(Input input) {
        List<Effect> effects = decider.step(now, input);
        told.addAll(effects);
        return effects;
    }

    /// Lets time pass in ticks.
    ///
    /// @return what was decided meanwhile
    List<Effect> pass(Duration time) {
        Instant end = now.plus(time);
        List<Effect> effects = new ArrayList<>();
        while (now.isBefore(end)) {
            now = now.plus(TICK);
            effects.addAll(tell(new Input.Tick()));
        }
        return effects;
    }

    /// Lets time pass in ticks, and repairs are done at once.
    void live(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            carryOut(pass(TICK));
        }
    }

    /// Carries out what was asked for.
    void carryOut(List<Effect> effects) {
        repairs(effects)
                .forEach(repair -> repair.assignments()
                        .forEach(one -> tell(new Input.Placed(repair.segment(), one.row(), one.holder()))));
    }

    static Stream<Effect.Repair> repairs(List<Effect> effects) {
        return effects.stream().flatMap(effect -> switch (effect) {
            case Effect.Repair repair -> Stream.of(repair);
            case Effect.Cancel cancel -> Stream.empty();
            case Effect.Forget forget -> Stream.empty();
            case Effect.MayGo mayGo -> Stream.empty();
            case Effect.Surplus surplus -> Stream.empty();
            case Effect.Lacking lacking -> Stream.empty();
        });
    }
}
