package community.kith.node.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.bytes.Ipld;
import community.kith.base.bytes.Varint;
import community.kith.base.name.Cid;
import community.kith.community.reach.Reach;
import community.kith.community.trust.BondKind;
import community.kith.p2p.host.Stream;
import community.kith.p2p.memory.MemoryNetwork;
import community.kith.p2p.muxer.StreamResetException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A visitor that knows the protocol and breaks it. Whatever it does, the holder says why or hangs up, keeps exact
/// books, and
/// serves the next visitor.
@Timeout(60)
class RudeVisitorTest {
    private static final long FOUR_GIB = 1L << 32;
    private static final Limits QUICK =
            new Limits(4, 6, 2, 0, Duration.ofMillis(1500), new Limits.Pace(64 * 1024, Duration.ofSeconds(1)));

    private final MemoryNetwork network = new MemoryNetwork();
    private final byte[] bytes = Household.bytes(1, 300_000);
    private final Cid cid = Cid.ofRaw(bytes);
    private Household ada;
    private Household ben;

    @BeforeEach
    void settle() throws IOException {
        ada = new Household("Ada", network.host(Household.key("device of Ada")), "Ada");
        ben = new Household("Ben", network.host(Household.key("device of Ben")), "Ben");
        ben.serving(new Terms(Denylist.none(), QUICK));
        ada.knows(ben);
        ada.bond(ben, BondKind.FRIEND);
        ben.pledges.set(ada.did(), 1_000_000);
    }

    @AfterEach
    void theNextVisitorIsServedFromExactBooks() throws IOException {
        awaitRoom();
        ada.client.delete(ben.peer(), List.of(cid));
        assertThat(ben.memory.count()).isZero();
        assertThat(ben.holdings.used()).isEmpty();
        assertThat(ben.holdings.recount()).isEmpty();
        awaitQuiet();
        ada.close();
        ben.close();
    }

    private Conversation knock() throws IOException {
        Stream stream = ada.host.open(ben.peer(), ShardProtocol.ID);
        return new Conversation(stream, Duration.ofSeconds(20), Patience.DEFAULTS.pace(), ada.clock);
    }

    private Conversation greet() throws IOException {
        Conversation talk = knock();
        talk.write(hello(List.of(), false).toIpld());
        talk.flush();
        assertThat(Answer.read(talk.expect())).isEqualTo(new Answer.Hello(ben.identity.delegation()));
        return talk;
    }

    private Request.Hello hello(List<byte[]> bonds, boolean more) {
        return new Request.Hello(ada.identity.delegation(), bonds, more);
    }

    private Conversation offer(long sizeBytes) throws IOException {
        Conversation talk = greet();
        talk.write(Ipld.fields()
                .put("t", "put")
                .put("cid", cid)
                .put("size", sizeBytes)
                .put("reach", "private")
                .put("for", Ipld.list(List.of()))
                .build());
        talk.flush();
        return talk;
    }

    private static Refusal refusal(Conversation talk) throws IOException {
        Answer answer = Answer.read(talk.expect());
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        return ((Answer.Refused) answer).refusal();
    }

    private static void hungUp(Conversation talk) throws IOException {
        try {
            assertThat(talk.next()).isEmpty();
        } catch (StreamResetException e) {
            // that is hanging up, too
        }
    }

    private static void turnedAwayForRudeness(Conversation talk) throws IOException {
        assertThat(refusal(talk).code()).isEqualTo(Refusal.Code.PROTOCOL);
        hungUp(talk);
    }

    @Test
    void isToldThatGarbageIsNoGreeting() throws IOException {
        for (int seed = 0; seed < 50; seed++) {
            byte[] garbage = new byte[200];
            new SplittableRandom(seed).nextBytes(garbage);
            garbage[0] = 100; // as if a message of so many bytes followed
            Conversation talk = knock();
            talk.send(garbage, 0, garbage.length);
            turnedAwayForRudeness(talk);
        }
    }

    @Test
    void isToldThatGarbageIsNoRequest() throws IOException {
        Conversation talk = greet();
        talk.send(new byte[] {3, (byte) 0xff, 0, 0}, 0, 4);
        turnedAwayForRudeness(talk);
    }

    @Test
    void mayNotAskBeforeGreeting() throws IOException {
        Conversation talk = knock();
        talk.write(new Request.Room(Optional.empty()).toIpld());
        talk.flush();
        turnedAwayForRudeness(talk);
    }

    @Test
    void mayNotGreetTwice() throws IOException {
        Conversation talk = greet();
        talk.write(hello(List.of(), false).toIpld());
        talk.flush();
        turnedAwayForRudeness(talk);
    }

    @Test
    void mayNotAnnounceAMessageOfFourGibibytes() throws IOException {
        Conversation talk = knock();
        byte[] length = Varint.encode(FOUR_GIB);
        talk.send(length, 0, length.length);
        turnedAwayForRudeness(talk);
    }

    @Test
    void mayNotAnnounceABlobOfFourGibibytes() throws IOException {
        Conversation talk = offer(FOUR_GIB);
        assertThat(refusal(talk).reason()).contains("4294967296");
        hungUp(talk);
    }

    @Test
    void mayNotAskForMoreCidsThanAMessageMayName() throws IOException {
        Conversation talk = greet();
        talk.write(new Request.Have(Collections.nCopies(1025, cid), Optional.empty()).toIpld());
        talk.flush();
        turnedAwayForRudeness(talk);
    }

    @Test
    void mayNotShowTooManyBonds() throws IOException {
        Conversation talk = knock();
        talk.write(hello(List.of(), true).toIpld());
        for (int i = 0; i < 6; i++) {
            talk.write(new Request.Bonds(Collections.nCopies(48, new byte[10]), true).toIpld());
        }
        talk.flush();
        turnedAwayForRudeness(talk);
    }

    @Test
    void mayNotAnnounceMoreBondsForEver() throws IOException {
        Conversation talk = knock();
        talk.write(hello(List.of(), true).toIpld());
        talk.write(new Request.Bonds(List.of(), true).toIpld());
        talk.flush();
        turnedAwayForRudeness(talk);
    }

    @Test
    void isServedInOrderWhenAskingAheadOfAnswers() throws IOException {
        Conversation talk = knock();
        talk.write(hello(List.of(new byte[] {1, 2}), false).toIpld());
        talk.write(new Request.Room(Optional.empty()).toIpld());
        talk.write(new Request.Have(List.of(cid), Optional.empty()).toIpld());
        talk.write(new Request.Get(cid, 0, OptionalLong.empty(), Optional.empty()).toIpld());
        talk.flush();
        List<Class<?>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(Answer.read(talk.expect()).getClass());
        }
        assertThat(answers)
                .containsExactly(Answer.Hello.class, Answer.Offer.class, Answer.Held.class, Answer.Missing.class);
        talk.stream().close();
    }

    @Test
    void losesItsPlaceWhenItGoesInTheMiddleOfABlob() throws IOException {
        Conversation talk = offer(bytes.length);
        assertThat(Answer.read(talk.expect())).isEqualTo(new Answer.Go());
        talk.send(bytes, 0, 100_000);
        talk.stream().reset();

        Conversation other = offer(bytes.length);
        assertThat(Answer.read(other.expect())).isEqualTo(new Answer.Go());
        other.send(bytes, 0, 100_000);
        other.stream().closeWrite();
        hungUp(other);
    }

    @Test
    void isCutOffWhenItStallsInTheMiddleOfABlob() throws IOException {
        Conversation talk = offer(bytes.length);
        assertThat(Answer.read(talk.expect())).isEqualTo(new Answer.Go());
        talk.send(bytes, 0, 100_000);
        hungUp(talk);
    }

    @Test
    void isCutOffWhenItTrickles() throws IOException {
        Conversation talk = offer(bytes.length);
        assertThat(Answer.read(talk.expect())).isEqualTo(new Answer.Go());
        for (int i = 0; i < 1000; i++) {
            try {
                talk.send(bytes, i, 1);
            } catch (IOException e) {
                assertThat(i).isPositive();
                return;
            }
            ben.clock.pass(Duration.ofMillis(300));
        }
        hungUp(talk);
    }

    @Test
    void isShownOutWhenItSaysNothing() throws IOException {
        hungUp(knock());
        hungUp(greet());
    }

    @Test
    void findsTheDoorClosedWhenItIsInTooOften() throws IOException {
        List<Conversation> inside = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            inside.add(greet());
        }
        assertThat(refusal(knock()).code()).isEqualTo(Refusal.Code.BUSY);
        for (Conversation talk : inside) {
            talk.stream().closeWrite();
            hungUp(talk);
        }
        greet().stream().close();
    }

    @Test
    void mayNotSendMoreBlobsAtATimeThanTheHolderTakes() throws IOException {
        List<Conversation> sending = List.of(offer(bytes.length), offer(bytes.length));
        for (Conversation talk : sending) {
            assertThat(Answer.read(talk.expect())).isEqualTo(new Answer.Go());
        }
        Conversation third = offer(bytes.length);
        assertThat(refusal(third).code()).isEqualTo(Refusal.Code.BUSY);
        third.stream().close();
        sending.forEach(talk -> talk.stream().reset());
        sending.forEach(talk -> assertThatThrownBy(talk::next).isInstanceOf(IOException.class));
        awaitRoom();
    }

    /// Resets travel to the holder in their own time; until then what they end takes room.
    private void awaitRoom() throws IOException {
        Placed placed = ada.put(ben, bytes, Reach.PRIVATE);
        while (placed instanceof Placed.Refused no) {
            assertThat(no.refusal().code()).isIn(Refusal.Code.BUSY, Refusal.Code.QUOTA);
            placed = ada.put(ben, bytes, Reach.PRIVATE);
        }
    }

    private void awaitQuiet() throws IOException {
        Room room = ada.client.room(ben.peer());
        while (room.free() < 1_000_000) {
            room = ada.client.room(ben.peer());
        }
        assertThat(room).isEqualTo(new Room(1_000_000, 0, 1_000_000));
    }

    @Test
    void cannotReserveTheSamePledgeTwice() throws IOException {
        Conversation first = offer(700_000);
        assertThat(Answer.read(first.expect())).isEqualTo(new Answer.Go());
        Conversation second = greet();
        second.write(new Request.Put(Cid.ofRaw(new byte[1]), 300_001, Reach.PRIVATE, new TreeSet<>(), Optional.empty())
                .toIpld());
        second.flush();
        assertThat(refusal(second).code()).isEqualTo(Refusal.Code.QUOTA);
        second.stream().close();
        first.stream().reset();
        assertThatThrownBy(first::next).isInstanceOf(IOException.class);
        awaitRoom();
    }

    @Test
    void waitsNoLongerThanItWants() throws IOException {
        ben.host.accept("/silence", stream -> assertThat(stream.in().read()).isEqualTo(-1));
        Conversation talk = new Conversation(
                ada.host.open(ben.peer(), "/silence"),
                Duration.ofMillis(50),
                new Limits.Pace(1, Duration.ofMillis(50)),
                ada.clock);
        assertThatThrownBy(talk::expect).isInstanceOf(SocketTimeoutException.class);
        talk.stream().close();
        assertThatThrownBy(() -> knockAndBeLeft().expect()).isInstanceOf(EOFException.class);
    }

    private Conversation knockAndBeLeft() throws IOException {
        ben.host.accept("/farewell", stream -> stream.closeWrite());
        return new Conversation(
                ada.host.open(ben.peer(), "/farewell"), Duration.ofSeconds(5), Patience.DEFAULTS.pace(), ada.clock);
    }
}
