package community.kith.sync.reconcile;

import static community.kith.base.check.Property.forAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.bytes.DagCbor;
import community.kith.base.check.Fuzz;
import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import community.kith.sync.log.Diary;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final byte[] SALT = Sha256.of();

    record Pair(SortedSet<Integer> here, SortedSet<Integer> there) {
        static Pair random(RandomGenerator random) {
            int common = random.nextInt(1 << random.nextInt(1, 13));
            Pair pair = new Pair(new TreeSet<>(), new TreeSet<>());
            for (int i = 0; i < common; i++) {
                pair.here.add(i);
                pair.there.add(i);
            }
            int different = random.nextInt(1 << random.nextInt(1, 12));
            for (int i = 0; i < different; i++) {
                (random.nextBoolean() ? pair.here : pair.there).add(1 << 20 | i);
            }
            return pair;
        }
    }

    @Test
    void findsEveryDifferenceOfAnyTwoSets() {
        forAll(60, Pair::random, pair -> {
            Talk talk = talk(pair);
            TreeSet<Integer> onlyHere = new TreeSet<>(pair.here);
            onlyHere.removeAll(pair.there);
            TreeSet<Integer> onlyThere = new TreeSet<>(pair.there);
            onlyThere.removeAll(pair.here);
            assertThat(new TreeSet<>(talk.asking.onlyHere())).isEqualTo(onlyHere);
            assertThat(talk.asking.onlyThere()).hasSize(onlyThere.size());
            onlyThere.forEach(
                    thing -> assertThat(talk.asking.onlyThere()).contains(Id.of(Sha256.of(SALT, name(thing)))));
        });
    }

    @Test
    void whatIsSentGoesWithTheDifference() {
        Pair pair = new Pair(new TreeSet<>(), new TreeSet<>());
        for (int i = 0; i < 20_000; i++) {
            pair.here.add(i);
            pair.there.add(i);
        }
        assertThat(talk(pair).bytes).isLessThan(2_000);
        pair.there.remove(7);
        assertThat(talk(pair).bytes).isLessThan(8_000);
        for (int i = 1; i < 20; i++) {
            pair.there.remove(i * 1000);
        }
        assertThat(talk(pair).bytes).isLessThan(100_000);
    }

    record Talk(Reconciliation<Integer> asking, int rounds, long bytes) {}

    private static Talk talk(Pair pair) {
        Reconciliation<Integer> asking = new Reconciliation<>(set(pair.here), true);
        Reconciliation<Integer> answering = new Reconciliation<>(set(pair.there), false);
        List<Span> said = asking.first();
        int rounds = 0;
        long bytes = 0;
        while (!said.isEmpty()) {
            byte[] question = DagCbor.encode(MessageCodec.write(new Message.Ranges(Optional.empty(), said)));
            List<Span> answer = answering.answer(said);
            byte[] reply = DagCbor.encode(MessageCodec.write(new Message.Ranges(Optional.empty(), answer)));
            assertThat(question).hasSizeLessThan(MessageCodec.MAX_BYTES);
            assertThat(reply).hasSizeLessThan(MessageCodec.MAX_BYTES);
            bytes += question.length + reply.length;
            said = asking.answer(answer);
            rounds++;
            assertThat(rounds).isLessThan(100);
        }
        return new Talk(asking, rounds, bytes);
    }

    private static IdSet<Integer> set(SortedSet<Integer> things) {
        return IdSet.of(SALT, things, ReconciliationTest::name);
    }

    private static byte[] name(int thing) {
        return ByteBuffer.allocate(4).putInt(thing).array();
    }

    @Test
    void spansThatCannotBeAreRefused() {
        Id low = Id.of(Sha256.of(new byte[] {1}));
        Span last = new Span(Optional.empty(), new Span.Content.Skip());
        Span outside = new Span(Optional.of(Id.LOWEST), new Span.Content.Listed(List.of(low)));
        Span twice = new Span(Optional.empty(), new Span.Content.Listed(List.of(low, low)));
        List<Span> many = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            many.add(new Span(Optional.of(low), new Span.Content.Skip()));
        }
        for (List<Span> wrong : List.of(List.of(last, last), List.of(outside), List.of(twice), many)) {
            assertThatThrownBy(() -> SpanCodec.read(SpanCodec.write(wrong))).isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    @Tag("fuzz")
    void messagesComeBackAndBoundTheirMemory() throws ProtocolException {
        State state = new State(Diary.numbered(1).log(), 3, Optional.of(Cid.dagCbor(SALT)), Optional.of(Id.of(SALT)));
        List<Message> messages = List.of(
                new Message.Hello(new Id.Half(new byte[16]), new TreeSet<>(List.of("did:key:z1", "village"))),
                new Message.Ranges(
                        Optional.of(state.log()), new Reconciliation<>(set(new TreeSet<>(List.of(1))), true).first()),
                new Message.Tell(List.of(state), List.of(Id.of(SALT))),
                new Message.Told(List.of(state)),
                new Message.Pull(List.of(new Since(state.log(), 7))),
                new Message.PullSome(state.log(), List.of(Id.of(SALT))),
                new Message.Batch(Conversation.bytes(Diary.numbered(1).with(2).entries()), 1),
                new Message.Push(Conversation.bytes(Diary.numbered(1).with(1).entries())),
                new Message.Got());
        List<byte[]> samples = new ArrayList<>();
        for (Message message : messages) {
            byte[] bytes = DagCbor.encode(MessageCodec.write(message));
            assertThat(DagCbor.encode(MessageCodec.write(MessageCodec.read(DagCbor.decode(bytes)))))
                    .isEqualTo(bytes);
            samples.add(bytes);
        }
        Fuzz.bytes(samples, bytes -> MessageCodec.read(DagCbor.decode(bytes)));
    }
}
