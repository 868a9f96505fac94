package community.kith.p2p.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.bytes.Varint;
import community.kith.p2p.contract.Fuzz;
import community.kith.p2p.protobuf.ProtoWriter;
import community.kith.p2p.pubsub.Rpc.Control;
import community.kith.p2p.pubsub.Rpc.Have;
import community.kith.p2p.pubsub.Rpc.Prune;
import community.kith.p2p.pubsub.Rpc.Subscription;
import community.kith.p2p.pubsub.Rpc.Subscription.Change;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RpcCodecTest {
    private static final Rpc ALL = new Rpc(
            List.of(new Subscription("a", Change.FOLLOWS), new Subscription("b", Change.LEAVES)),
            List.of(new byte[] {1, 2, 3}),
            new Control(
                    List.of(new Have("a", List.of(new byte[] {4}, new byte[] {5}))),
                    List.of(new byte[] {6}),
                    List.of("c"),
                    List.of(new Prune("d", Optional.of(Duration.ofSeconds(60))))));

    private static Optional<Rpc> read(byte[] bytes) throws IOException {
        return RpcCodec.read(new ByteArrayInputStream(bytes));
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        Rpc read = read(RpcCodec.encode(ALL)).orElseThrow();

        assertThat(read).usingRecursiveComparison().isEqualTo(ALL);
        assertThat(read(RpcCodec.encode(Rpc.EMPTY))).contains(Rpc.EMPTY);
        assertThat(read(new byte[0])).isEmpty();
    }

    @Test
    void refusesAnRpcThatIsTooLongBeforeReadingIt() {
        assertThatThrownBy(() -> read(Varint.encode(RpcCodec.MAX_BYTES + 1L))).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> read(Varint.encode(5))).isInstanceOf(EOFException.class);
    }

    @Test
    void refusesMoreThanItIsWillingToHold() {
        ProtoWriter subscriptions = new ProtoWriter();
        ProtoWriter grafts = new ProtoWriter();
        for (int i = 0; i < 1025; i++) {
            subscriptions.bytes(1, new byte[0]);
            grafts.bytes(3, new byte[0]);
        }
        byte[] tooLong = new ProtoWriter()
                .bytes(1, new ProtoWriter().text(2, "x".repeat(257)).toBytes())
                .toBytes();

        assertThatThrownBy(() -> RpcCodec.decode(subscriptions.toBytes())).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> RpcCodec.decode(
                        new ProtoWriter().bytes(3, grafts.toBytes()).toBytes()))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> RpcCodec.decode(tooLong)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void passesOverIdsBeyondTheBound() throws ProtocolException {
        ProtoWriter want = new ProtoWriter();
        for (int i = 0; i < 6000; i++) {
            want.bytes(1, new byte[] {1});
        }
        byte[] control = new ProtoWriter().bytes(2, want.toBytes()).toBytes();

        assertThat(RpcCodec.decode(new ProtoWriter().bytes(3, control).toBytes())
                        .control()
                        .want())
                .hasSize(5000);
    }

    @Test
    void waitsAnHourAtMost() throws ProtocolException {
        byte[] prune = new ProtoWriter().text(1, "t").number(3, -1).toBytes();
        byte[] control = new ProtoWriter().bytes(4, prune).toBytes();

        assertThat(RpcCodec.decode(new ProtoWriter().bytes(3, control).toBytes())
                        .control()
                        .prune())
                .containsExactly(new Prune("t", Optional.of(Duration.ofHours(1))));
    }

    @Tag("fuzz")
    @Test
    void refusesDamageAndNothingWorse() {
        Fuzz.damage(81, RpcCodec.encode(ALL), RpcCodecTest::read);
        Fuzz.damage(82, RpcCodec.encode(ALL), RpcCodec::decode);
    }
}
