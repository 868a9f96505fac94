package community.kith.sync.log;

import static community.kith.base.check.Property.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final MemoryEntries entries = new MemoryEntries();
    private final Admission admission = new Admission(entries);
    private final Diary ada = Diary.numbered(1).with(6);

    @Test
    void tellsWhatIsNewFromWhatFillsAGap() {
        assertThat(kind(0)).isEqualTo(Kind.NEW);
        assertThat(kind(1)).isEqualTo(Kind.NEW);
        assertThat(kind(4)).isEqualTo(Kind.OUTLIER);
        assertThat(entries.state(ada.log()).position()).isEqualTo(2);
        assertThat(kind(5)).isEqualTo(Kind.NEW);
        assertThat(kind(3)).isEqualTo(Kind.BACKFILL);
        assertThat(entries.state(ada.log()).isWhole()).isFalse();
        assertThat(kind(2)).isEqualTo(Kind.BACKFILL);

        LogState state = entries.state(ada.log());
        assertThat(state.position()).isEqualTo(6);
        assertThat(state.head()).contains(ada.entries().getLast().id());
        assertThat(state.isWhole()).isTrue();
        assertThat(state.isForked()).isFalse();
    }

    private Kind kind(int index) {
        return ((Outcome.Stored) admission.received(ada.entries().get(index))).kind();
    }

    @Test
    void aRepeatedEntryHasNoEffect() {
        ada.entries().forEach(admission::received);
        LogState before = entries.state(ada.log());

        for (Entry entry : ada.entries()) {
            assertThat(admission.received(entry)).isEqualTo(new Outcome.Known(entry));
        }

        assertThat(entries.state(ada.log())).isEqualTo(before);
    }

    @Test
    void keepsBothBranchesOfAForkAndProvesIt() {
        ada.entries().forEach(admission::received);
        Diary fork = ada.forkedAfter(3).with(0);
        Entry other = fork.write("another fourth line");
        Entry next = fork.write("and on");

        Outcome.Stored outcome = (Outcome.Stored) admission.received(other);
        admission.received(next);

        assertThat(outcome.proof().orElseThrow().sequence()).isEqualTo(4);
        LogState state = entries.state(ada.log());
        assertThat(state.disputedFrom()).hasValue(4);
        assertThat(state.position()).isEqualTo(3);
        assertThat(state.entries()).isEqualTo(8);
        assertThat(entries.at(ada.log(), 4))
                .containsExactlyInAnyOrder(ada.entries().get(3), other);
        assertThat(entries.at(ada.log(), 5))
                .containsExactlyInAnyOrder(ada.entries().get(4), next);
    }

    @Test
    void noticesAForkAcrossAGap() {
        Diary fork = ada.forkedAfter(2);
        fork.write("another third line");
        Entry fourth = fork.write("a fourth upon it");

        admission.received(fourth);
        Outcome.Stored outcome =
                (Outcome.Stored) admission.received(ada.entries().get(2));

        assertThat(outcome.proof().orElseThrow().kind()).isEqualTo(ForkProof.Kind.UNLINKED);
        assertThat(entries.state(ada.log()).disputedFrom()).hasValue(3);
    }

    @Test
    void aFloodOfForksTakesNoMoreRoomThanItsProof() {
        ada.entries().forEach(admission::received);
        for (int i = 0; i < 100; i++) {
            admission.received(ada.forkedAfter(2).write("rival " + i));
        }

        assertThat(entries.at(ada.log(), 3)).hasSize(Entries.MAX_RIVALS);
        assertThat(entries.state(ada.log()).entries()).isEqualTo(5 + Entries.MAX_RIVALS);
    }

    @Test
    void whatIsKeptAndWhatIsSaidOfItDoesNotDependOnTheOrder() {
        List<Entry> everything = twisted();
        forAll(300, random -> Diary.shuffled(subset(everything, random), random), order -> {
            MemoryEntries shuffled = delivered(order);
            MemoryEntries sorted = delivered(order.stream().sorted(Entry.ORDER).toList());
            assertThat(shuffled.states()).isEqualTo(sorted.states());
            List<Entry> one = new ArrayList<>();
            List<Entry> other = new ArrayList<>();
            shuffled.inOrder(one::add);
            sorted.inOrder(other::add);
            assertThat(one).isEqualTo(other);
        });
    }

    /// Logs that are honest, forked once, forked often, forked in forks, and dated backwards.
    static List<Entry> twisted() {
        List<Entry> all = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            all.addAll(Diary.numbered(i).with(5 + i).entries());
        }
        Diary ada = Diary.numbered(1).with(8);
        for (int at : List.of(2, 2, 4)) {
            Diary fork = ada.forkedAfter(at);
            fork.write("fork " + all.size());
            fork.with(3);
            all.addAll(fork.entries());
            Diary again = fork.forkedAfter(at + 2);
            again.write("fork of a fork " + all.size(), 100, Diary.NOW);
            all.addAll(again.entries());
        }
        Diary ben = Diary.numbered(2).with(3);
        for (int i = 0; i < 9; i++) {
            Diary fork = ben.forkedAfter(2);
            fork.write("one of many " + i, 10 + i, Diary.NOW);
            all.addAll(fork.with(i % 3).entries());
        }
        return all.stream().distinct().toList();
    }

    static List<Entry> subset(List<Entry> entries, RandomGenerator random) {
        int keep = 1 + random.nextInt(10);
        return entries.stream().filter(entry -> random.nextInt(10) < keep).toList();
    }

    static MemoryEntries delivered(List<Entry> order) {
        MemoryEntries entries = new MemoryEntries();
        Admission admission = new Admission(entries);
        order.forEach(admission::received);
        return entries;
    }
}
