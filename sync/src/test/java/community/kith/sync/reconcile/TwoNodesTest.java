package community.kith.sync.reconcile;

import static community.kith.base.check.Property.forAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.bytes.DagCbor;
import community.kith.base.crypto.Sha256;
import community.kith.sync.log.Admission;
import community.kith.sync.log.Diary;
import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import community.kith.sync.log.MemoryEntries;
import community.kith.sync.log.ReceivedEntry;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Two nodes and a line between them that counts.
class TwoNodesTest {
    private static final LogId ME = Diary.numbered(100).log();

    /// A node, and the logs it shares with the other under each scope.
    private static final class Party implements Scopes {
        final MemoryEntries entries = new MemoryEntries();
        final Admission admission = new Admission(entries);
        final SortedSet<String> names = new TreeSet<>(List.of("village"));
        boolean curious = true;

        Party has(Collection<Entry> some) {
            some.forEach(admission::received);
            return this;
        }

        @Override
        public SortedSet<String> names() {
            return names;
        }

        @Override
        public SortedSet<LogId> logs(String scope) {
            return scope.equals("village") ? new TreeSet<>(entries.states().keySet()) : new TreeSet<>();
        }

        @Override
        public boolean welcomes(LogId unknown) {
            return curious;
        }

        List<Entry> all() {
            List<Entry> all = new ArrayList<>();
            entries.inOrder(all::add);
            return all;
        }
    }

    /// What a conversation took.
    private record Took(int questions, long bytes) {}

    private static Took talk(Party one, Party two) throws ProtocolException {
        Asking asking = new Asking(one.entries, one, ME, Arrays.copyOf(Sha256.of(), 16));
        Answering answering = new Answering(two.entries, two, new byte[16]);
        Optional<Message> question = Optional.of(asking.begin());
        int questions = 0;
        long bytes = 0;
        while (question.isPresent()) {
            Answering.Reply reply = answering.answer(carried(question.get()));
            admit(two, reply.received());
            bytes += size(question.get()) + size(reply.answer());
            Asking.Turn turn = asking.hear(carried(reply.answer()));
            admit(one, turn.received());
            question = turn.question();
            questions++;
            assertThat(questions).isLessThan(5_000);
        }
        return new Took(questions, bytes);
    }

    private static Message carried(Message message) throws ProtocolException {
        byte[] bytes = DagCbor.encode(MessageCodec.write(message));
        assertThat(bytes).hasSizeLessThanOrEqualTo(MessageCodec.MAX_BYTES);
        return MessageCodec.read(DagCbor.decode(bytes));
    }

    private static long size(Message message) {
        return DagCbor.encode(MessageCodec.write(message)).length;
    }

    private static void admit(Party party, List<ReceivedEntry> received) throws ProtocolException {
        for (ReceivedEntry entry : received) {
            party.admission.received(entry.verify());
        }
    }

    @Test
    void apartForAMonthTheyKnowTheSameAfterOneConversation() throws ProtocolException {
        Party one = new Party();
        Party two = new Party();
        for (int i = 1; i <= 30; i++) {
            List<Entry> log = Diary.numbered(i).with(20 + i).entries();
            one.has(log.subList(0, i % 3 == 0 ? log.size() : 15));
            two.has(log.subList(0, i % 3 == 1 ? log.size() : 12));
        }
        two.has(Diary.numbered(50).with(30).entries());
        one.has(Diary.numbered(60).with(30).entries());

        Took took = talk(one, two);

        assertThat(one.all()).isEqualTo(two.all());
        assertThat(one.entries.states()).isEqualTo(two.entries.states());
        assertThat(took.questions).isLessThan(8);
    }

    @Test
    void whenNothingIsNewTheyNoticeInOneQuestion() throws ProtocolException {
        Party one = new Party();
        Party two = new Party();
        for (int i = 1; i <= 60; i++) {
            one.has(Diary.numbered(i).with(5).entries());
            two.has(Diary.numbered(i).with(5).entries());
        }

        Took took = talk(one, two);

        assertThat(took.questions).isEqualTo(2);
        assertThat(took.bytes).isLessThan(2_500);
    }

    @Test
    void anyTwoSetsOfEntriesBecomeOne() {
        List<Entry> everything = twisted();
        forAll(
                40,
                random -> List.of(
                        everything.stream()
                                .filter(entry -> random.nextInt(3) > 0)
                                .toList(),
                        everything.stream()
                                .filter(entry -> random.nextInt(3) > 0)
                                .toList()),
                halves -> {
                    Party one = new Party().has(halves.get(0));
                    Party two = new Party().has(halves.get(1));
                    talk(one, two);
                    talk(two, one);
                    assertThat(one.all()).isEqualTo(two.all());
                    assertThat(one.entries.states()).isEqualTo(two.entries.states());
                    assertThat(talk(one, two).questions).isEqualTo(2);
                });
    }

    /// Honest logs, and one that is forked twice.
    private static List<Entry> twisted() {
        List<Entry> all = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            all.addAll(Diary.numbered(i).with(8 * i).entries());
        }
        for (int i = 0; i < 2; i++) {
            Diary fork = Diary.numbered(4).with(32).forkedAfter(10 + 5 * i);
            fork.write("fork " + i);
            all.addAll(fork.with(6).entries());
        }
        return all.stream().distinct().toList();
    }

    @Test
    void onlyWhatBothNameIsTalkedAbout() throws ProtocolException {
        Party one = new Party().has(Diary.numbered(1).with(3).entries());
        Party two = new Party().has(Diary.numbered(2).with(3).entries());
        two.names.clear();
        two.names.add("another village");

        talk(one, two);

        assertThat(one.all()).hasSize(3);
        assertThat(two.all()).hasSize(3);
    }

    @Test
    void logsThatNobodyAskedForAreNotTaken() throws ProtocolException {
        Party one = new Party().has(Diary.numbered(1).with(3).entries());
        Party two = new Party().has(Diary.numbered(2).with(3).entries());
        one.curious = false;
        two.curious = false;

        talk(one, two);

        assertThat(one.all()).hasSize(3);
        assertThat(two.all()).hasSize(3);
    }

    @Test
    void whatIsOutOfTurnIsRefused() throws ProtocolException {
        Party one = new Party().has(Diary.numbered(1).with(3).entries());
        one.curious = false;
        Answering answering = new Answering(one.entries, one, new byte[16]);
        Message hello = new Asking(one.entries, one, ME, new byte[16]).begin();
        Message pull = new Message.Pull(List.of(new Since(Diary.numbered(1).log(), 0)));

        assertThatThrownBy(() -> answering.answer(pull)).isInstanceOf(ProtocolException.class);
        answering.answer(hello);
        assertThatThrownBy(() -> answering.answer(hello)).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> answering.answer(new Message.Got())).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> answering.answer(
                        new Message.Pull(List.of(new Since(Diary.numbered(9).log(), 0)))))
                .isInstanceOf(ProtocolException.class);
        assertThat(((Message.Batch) answering.answer(pull).answer()).entries()).hasSize(3);
    }
}
