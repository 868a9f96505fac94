package community.kith.sync.log;

import static community.kith.base.check.Property.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.bytes.Ipld;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final Instant NOW = Diary.NOW;

    private final MemoryEntries entries = new MemoryEntries();
    private final Admission admission = new Admission(entries);
    private final Transcript view = new Transcript();
    private final Replay<Note> replay = new Replay<>(Note.TYPES, view);

    @Test
    void anyDeliveryOrderOfAnySubsetGivesTheSameView() {
        List<Entry> everything = new ArrayList<>(AdmissionTest.twisted());
        Diary early = Diary.numbered(5);
        early.write("of next year", 3, NOW.plus(Duration.ofDays(365)));
        early.write("", 4, NOW);
        early.write("unknown.type", Ipld.fields().build(), 5, NOW);
        everything.addAll(early.with(2).entries());
        List<Settlement> settled = List.of(new Settlement(
                everything.getFirst().log(), everything.getFirst().id()));
        forAll(200, random -> Diary.shuffled(AdmissionTest.subset(everything, random), random), order -> {
            Transcript bitByBit = new Transcript();
            MemoryEntries delivered = new MemoryEntries();
            Replay<Note> one = new Replay<>(Note.TYPES, bitByBit);
            one.rebuild(delivered, Rulings.of(settled), NOW);
            for (Entry entry : order) {
                if (new Admission(delivered).received(entry) instanceof Outcome.Stored) {
                    one.update(delivered, List.of(entry), Rulings.of(settled), NOW);
                }
            }
            Transcript atOnce = new Transcript();
            new Replay<>(Note.TYPES, atOnce)
                    .rebuild(
                            AdmissionTest.delivered(
                                    order.stream().sorted(Entry.ORDER).toList()),
                            Rulings.of(settled),
                            NOW);
            assertThat(bitByBit.lines).isEqualTo(atOnce.lines);
        });
    }

    @Test
    void goesOnFromWhereItIsWhenWhatComesComesAfter() {
        replay.rebuild(entries, Rulings.NONE, NOW);
        for (Entry entry : Diary.numbered(1).with(50).entries()) {
            admission.received(entry);
            assertThat(replay.update(entries, List.of(entry), Rulings.NONE, NOW))
                    .isFalse();
        }

        assertThat(view.lines).hasSize(50);
        assertThat(view.begun).isEqualTo(1);
    }

    @Test
    void whatIsDatedAheadWaitsAndHoldsNothingUp() {
        Diary fast = Diary.numbered(1);
        fast.write("in time");
        Entry ahead = fast.write("ahead", 2, NOW.plus(Duration.ofDays(365)));
        fast.write("the clock set right", 3, NOW);
        fast.entries().forEach(admission::received);

        replay.rebuild(entries, Rulings.NONE, NOW);
        assertThat(view.lines).hasSize(2).noneMatch(line -> line.contains("ahead"));
        assertThat(replay.waiting()).containsExactly(ahead);

        replay.update(entries, List.of(), Rulings.NONE, NOW.plus(Duration.ofDays(365)));
        assertThat(view.lines).hasSize(3);
        assertThat(view.lines.get(1)).contains("ahead");
        assertThat(replay.waiting()).isEmpty();
    }

    @Test
    void aClockWithinToleranceIsBelieved() {
        admission.received(Diary.numbered(1).write("nearly", 1, NOW.plus(Entry.TOLERANCE)));

        replay.rebuild(entries, Rulings.NONE, NOW);

        assertThat(view.lines).hasSize(1);
    }

    @Test
    void whatBreaksTheRuleOfItsTypeOrIsUnknownHasNoEffectAndStaysInItsLog() {
        Diary ada = Diary.numbered(1);
        ada.write("");
        ada.write("of.tomorrow", Ipld.fields().build(), 2, NOW);
        ada.write(Note.TYPE, Ipld.fields().put("words", "wrong field").build(), 3, NOW);
        ada.write("good");
        ada.entries().forEach(admission::received);

        replay.rebuild(entries, Rulings.NONE, NOW);

        assertThat(view.lines).hasSize(1).first().asString().contains("good");
        assertThat(entries.state(ada.log()).position()).isEqualTo(4);
    }

    @Test
    void aForkedLogIsDisputedFromThereOnUntilItsOwnerSettlesIt() {
        Diary ada = Diary.numbered(1).with(4);
        Diary fork = ada.forkedAfter(2);
        Entry thief = fork.write("not me");
        ada.entries().forEach(admission::received);
        replay.rebuild(entries, Rulings.NONE, NOW);
        assertThat(view.lines).allMatch(line -> line.endsWith("SOUND"));

        admission.received(thief);
        replay.update(entries, List.of(thief), Rulings.NONE, NOW);
        assertThat(view.lines.subList(0, 2)).allMatch(line -> line.endsWith("SOUND"));
        assertThat(view.lines.subList(2, 5)).allMatch(line -> line.endsWith("DISPUTED"));

        Settlement settled = new Settlement(ada.log(), ada.entries().get(2).id());
        replay.update(entries, List.of(), Rulings.of(List.of(settled)), NOW);
        assertThat(view.lines)
                .hasSize(4)
                .allMatch(line -> line.endsWith("SOUND"))
                .noneMatch(line -> line.contains("not me"));
    }

    @Test
    void whatComesAfterALogsEndHasNoEffectWhateverItsTick() {
        Diary ada = Diary.numbered(1).with(2);
        Diary ben = Diary.numbered(2);
        ada.entries().forEach(admission::received);
        ben.write("later", 50, NOW);
        ben.entries().forEach(admission::received);
        replay.rebuild(entries, Rulings.NONE, NOW);

        SortedMap<LogId, Long> ends = new TreeMap<>();
        ends.put(ada.log(), 1L);
        replay.update(entries, List.of(), new Rulings(List.of(), ends), NOW);

        assertThat(view.lines).hasSize(2).noneMatch(line -> line.contains("line 1"));
        EndedEntries seen = new EndedEntries(entries, ends);
        assertThat(seen.state(ada.log()).position()).isEqualTo(1);
        assertThat(seen.state(ada.log()).isWhole()).isTrue();
        assertThat(seen.from(ada.log(), 1, 10)).hasSize(1);
    }

    @Test
    void nobodyPushesTheClockFar() {
        Ticks ticks = new Ticks(10);
        ticks.saw(Diary.numbered(1).write("late", Entry.MAX_TICK, NOW));

        assertThat(ticks.next()).isEqualTo(10 + Ticks.MAX_STEP + 1);
    }
}
