package community.kith.node.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.bytes.Ipld;
import community.kith.base.bytes.Varint;
import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;
import community.kith.community.reach.Reach;
import community.kith.p2p.memory.MemoryNetwork;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A holder that knows the protocol and lies in it. The client believes none of it, and every call ends.
@Timeout(60)
class FalseHolderTest {
    private static final Patience QUICK = new Patience(
            1, Duration.ofSeconds(1), Duration.ofSeconds(30), new Limits.Pace(64 * 1024, Duration.ofSeconds(1)));

    private final MemoryNetwork network = new MemoryNetwork();
    private final byte[] bytes = Household.bytes(1, 1000);
    private final Cid cid = Cid.ofRaw(bytes);
    private Household ada;
    private Household mallory;

    @BeforeEach
    void settle() throws IOException {
        ada = new Household("Ada", network.host(Household.key("device of Ada")), "Ada", QUICK);
        mallory = new Household("Mallory", network.host(Household.key("device of Mallory")), "Mallory");
        ada.knows(mallory);
    }

    @AfterEach
    void close() {
        ada.close();
        mallory.close();
    }

    private interface Part {
        void play(Conversation talk) throws IOException;
    }

    /// Greets as it should, takes one request, and goes on as told.
    private void mallory(Part part) {
        malloryGreeting(new Answer.Hello(mallory.identity.delegation()).toIpld(), part);
    }

    private void malloryGreeting(Ipld greeting, Part part) {
        mallory.host.accept(ShardProtocol.ID, stream -> {
            Conversation talk =
                    new Conversation(stream, Duration.ofSeconds(20), Patience.DEFAULTS.pace(), mallory.clock);
            talk.expect();
            talk.write(greeting);
            talk.flush();
            while (talk.next().isPresent()) {
                part.play(talk);
                talk.flush();
            }
        });
    }

    private void mallorySays(Answer answer) {
        mallory(talk -> talk.write(answer.toIpld()));
    }

    private Fetched get() throws IOException {
        return ada.client.get(mallory.peer(), cid, new byte[4096], 0, 4096);
    }

    private Placed put() throws IOException {
        return ada.put(mallory, bytes, Reach.PRIVATE);
    }

    @Test
    void isNotWhoItClaimsToBe() {
        malloryGreeting(new Answer.Hello(ada.identity.delegation()).toIpld(), talk -> {});
        assertThatThrownBy(this::get)
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(mallory.peer().toString())
                .hasMessageContaining("who they are");
    }

    @Test
    void hasADelegationOfItsOwnMaking() {
        PeerId me = mallory.peer();
        Delegation forged = new Delegation(
                ada.did(),
                me,
                "laptop",
                Household.NOW.minusSeconds(60),
                mallory.identity.delegation().signature());
        malloryGreeting(new Answer.Hello(forged).toIpld(), talk -> {});
        assertThatThrownBy(() -> ada.client.who(me)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void beginsWithSomethingElse() {
        malloryGreeting(new Answer.Go().toIpld(), talk -> {});
        assertThatThrownBy(this::get).isInstanceOf(ProtocolException.class).hasMessageContaining("hello");
    }

    @Test
    void sendsOtherBytes() {
        mallory(talk -> {
            talk.write(new Answer.Bytes(1000, 1000).toIpld());
            talk.send(new byte[1000], 0, 1000);
        });
        assertThatThrownBy(this::get).isInstanceOf(ProtocolException.class).hasMessageContaining("not those of " + cid);
    }

    @Test
    void saysItHasTheBlobAndSendsNothing() {
        mallorySays(new Answer.Bytes(1000, 1000));
        assertThatThrownBy(this::get)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(mallory.peer().toString())
                .hasMessageContaining(cid.toString());
    }

    @Test
    void endsInTheMiddleOfTheBytes() {
        mallory(talk -> {
            talk.write(new Answer.Bytes(1000, 1000).toIpld());
            talk.send(bytes, 0, 500);
            talk.stream().closeWrite();
        });
        assertThatThrownBy(this::get).isInstanceOf(IOException.class).hasMessageContaining("500 bytes early");
    }

    @Test
    void claimsToHaveEverythingAndHasNothing() throws IOException {
        BitSet all = new BitSet();
        all.set(0, 3);
        mallorySays(new Answer.Held(Bits.of(all, 3)));
        List<Cid> cids = List.of(cid, Cid.ofRaw(new byte[1]), Cid.ofRaw(new byte[2]));
        assertThat(ada.client.have(mallory.peer(), cids)).hasSize(3);
        mallorySays(new Answer.Missing());
        ada.client.tick(ada.clock.instant().plusSeconds(100));
        assertThat(get()).isEqualTo(new Fetched.Missing());
    }

    @Test
    void answersMoreQuestionsThanWereAsked() {
        BitSet all = new BitSet();
        all.set(0, 8);
        mallorySays(new Answer.Held(Bits.of(all, 8)));
        assertThatThrownBy(() -> ada.client.have(mallory.peer(), List.of(cid))).isInstanceOf(ProtocolException.class);
        mallorySays(new Answer.Held(Bits.of(all, 800)));
        assertThatThrownBy(() -> ada.client.delete(mallory.peer(), List.of(cid)))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void offersMoreBytesThanWereAskedFor() {
        mallory(talk -> {
            talk.write(new Answer.Bytes(5000, 5000).toIpld());
            talk.send(new byte[5000], 0, 5000);
        });
        assertThatThrownBy(this::get).isInstanceOf(ProtocolException.class).hasMessageContaining("5000");
    }

    @Test
    void announcesFourGibibytes() {
        mallory(talk -> talk.write(Ipld.fields()
                .put("t", "bytes")
                .put("size", 1L << 32)
                .put("length", 1L << 32)
                .build()));
        assertThatThrownBy(this::get).isInstanceOf(ProtocolException.class).hasMessageContaining("4294967296");
        mallory(talk -> {
            byte[] length = Varint.encode(1L << 32);
            talk.send(length, 0, length.length);
        });
        assertThatThrownBy(this::get).isInstanceOf(ProtocolException.class).hasMessageContaining("4294967296");
    }

    @Test
    void answersAnotherQuestion() {
        mallorySays(new Answer.Go());
        assertThatThrownBy(this::get).isInstanceOf(ProtocolException.class);
        mallorySays(new Answer.Missing());
        assertThatThrownBy(this::put).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> ada.client.room(mallory.peer())).isInstanceOf(ProtocolException.class);
    }

    @Test
    void signsForSomethingElse() {
        long size = bytes.length;
        List<Receipt> receipts = List.of(
                receipt(Cid.ofRaw(new byte[1]), size, ada),
                receipt(cid, size + 1, ada),
                receipt(cid, size, mallory),
                Receipt.sign(ada.identity.deviceKey(), cid, size, ada.did(), Household.NOW),
                Receipt.sign(mallory.identity.deviceKey(), cid, size, ada.did(), Household.NOW.plusSeconds(3600)),
                new Receipt(
                        cid,
                        size,
                        ada.did(),
                        mallory.peer(),
                        Household.NOW,
                        receipt(cid, size + 1, ada).signature()));
        for (Receipt receipt : receipts) {
            mallorySays(new Answer.Already(receipt));
            assertThatThrownBy(this::put)
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("receipt that cannot be believed");
            mallory(talk -> {
                talk.write(new Answer.Go().toIpld());
                talk.flush();
                talk.body(bytes.length).drain();
                talk.write(new Answer.Kept(receipt).toIpld());
            });
            assertThatThrownBy(this::put)
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("receipt that cannot be believed");
        }
    }

    private Receipt receipt(Cid about, long sizeBytes, Household owner) {
        return Receipt.sign(mallory.identity.deviceKey(), about, sizeBytes, owner.did(), Household.NOW);
    }

    @Test
    void saysGoAndTakesNothing() {
        byte[] large = Household.bytes(2, 2_000_000);
        mallory(talk -> {
            talk.write(new Answer.Go().toIpld());
            talk.flush();
            awaitTheEndOfAda(talk);
        });
        assertThatThrownBy(() -> ada.put(mallory, large, Reach.PRIVATE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(mallory.peer().toString());
    }

    /// Reads nothing, until the visitor has given up; then writing fails.
    private static void awaitTheEndOfAda(Conversation talk) throws IOException {
        byte[] noise = new byte[64 * 1024];
        for (int i = 0; i < 1000; i++) {
            talk.send(noise, 0, noise.length);
        }
    }

    @Test
    void neverAnswers() {
        mallory(talk -> {});
        assertThatThrownBy(this::get)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(mallory.peer().toString())
                .hasMessageContaining(cid.toString());
    }

    @Test
    void turnsEverybodyAway() throws IOException {
        malloryGreeting(new Answer.Refused(new Refusal(Refusal.Code.BUSY, "not now")).toIpld(), talk -> {});
        assertThat(get()).isEqualTo(new Fetched.Refused(new Refusal(Refusal.Code.BUSY, "not now")));
        assertThat(put()).isEqualTo(new Placed.Refused(new Refusal(Refusal.Code.BUSY, "not now")));
    }

    @Test
    void refusesForAReasonOfALaterVersion() throws IOException {
        mallory(talk -> talk.write(Ipld.fields()
                .put("t", "refused")
                .put("code", "weather")
                .put("reason", "it rains")
                .build()));
        assertThat(get()).isEqualTo(new Fetched.Refused(new Refusal(Refusal.Code.OTHER, "it rains")));
    }

    @Test
    void isOffline() {
        network.offline(mallory.peer());
        assertThatThrownBy(this::get)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(mallory.peer().toString());
    }

    @Test
    void isAskedAgainWhenAnIdleSessionHasDied() throws IOException {
        AtomicInteger sessions = new AtomicInteger();
        mallory.host.accept(ShardProtocol.ID, stream -> {
            sessions.incrementAndGet();
            Conversation talk =
                    new Conversation(stream, Duration.ofSeconds(20), Patience.DEFAULTS.pace(), mallory.clock);
            talk.expect();
            talk.write(new Answer.Hello(mallory.identity.delegation()).toIpld());
            talk.expect();
            talk.write(new Answer.Missing().toIpld());
            talk.flush();
        });
        assertThat(get()).isEqualTo(new Fetched.Missing());
        assertThat(get()).isEqualTo(new Fetched.Missing());
        assertThat(sessions.get()).isEqualTo(2);
    }

    @Test
    void keepsASessionForTheNextQuestion() throws IOException {
        AtomicInteger sessions = new AtomicInteger();
        mallory.host.accept(ShardProtocol.ID, stream -> {
            sessions.incrementAndGet();
            new ShardServer(mallory.identity, mallory.holdings, mallory.memory, mallory, Terms.DEFAULTS, mallory.clock)
                    .handle(stream);
        });
        get();
        get();
        assertThat(sessions.get()).isEqualTo(1);
        ada.client.tick(Household.NOW.plusSeconds(31));
        get();
        assertThat(sessions.get()).isEqualTo(2);
    }

    @Test
    void isLeftAloneOnceTheNodeStops() {
        ada.client.close();
        assertThatThrownBy(this::get).isInstanceOf(IOException.class).hasMessageContaining("stopping");
    }
}
