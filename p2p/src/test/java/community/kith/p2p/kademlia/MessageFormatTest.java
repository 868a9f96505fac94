package community.kith.p2p.kademlia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.check.Fuzz;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.Multihash;
import community.kith.base.name.PeerId;
import community.kith.p2p.protobuf.ProtoWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MessageFormatTest {
    private static final byte[] KEY = {1, 2, 3};

    private static Told told(int number, int addresses) {
        try {
            PeerId peer = PeerId.fromBytes(Multihash.sha256(new byte[] {(byte) number, (byte) (number >> 8)})
                    .bytes());
            return new Told(peer, Collections.nCopies(addresses, Multiaddr.parse("/ip4/203.0.113.7/tcp/4001")));
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
    }

    private static final Message FULL = Message.of(Message.Type.GET_PROVIDERS, KEY)
            .withRecord(new Entry(KEY, new byte[] {9, 9}))
            .withCloser(List.of(told(1, 2), told(2, 0)))
            .withProviders(List.of(told(3, 1)));

    @Test
    void readsWhatItWrites() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MessageFormat.write(out, FULL);
        MessageFormat.write(out, Message.of(Message.Type.PING, new byte[0]));
        ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());

        Message first = MessageFormat.read(in, 10_000).orElseThrow();

        assertThat(first.type()).isEqualTo(Message.Type.GET_PROVIDERS);
        assertThat(first.key()).isEqualTo(KEY);
        assertThat(first.record().orElseThrow().value()).containsExactly(9, 9);
        assertThat(first.closer()).isEqualTo(FULL.closer());
        assertThat(first.providers()).isEqualTo(FULL.providers());
        assertThat(MessageFormat.read(in, 10_000).orElseThrow().type()).isEqualTo(Message.Type.PING);
        assertThat(MessageFormat.read(in, 10_000)).isEmpty();
    }

    @Test
    void writesTheSpecificationsFields() {
        Message put = Message.of(Message.Type.PUT_VALUE, new byte[] {0x61}).withRecord(new Entry(KEY, new byte[] {7}));

        assertThat(HexFormat.of().formatHex(MessageFormat.bytes(put)))
                .isEqualTo("0800" + "120161" + "1a08" + "0a03010203" + "120107");
    }

    @Test
    void passesOverPeersAndAddressesItCannotRead() throws ProtocolException {
        byte[] stranger = new ProtoWriter().bytes(1, new byte[] {0x55, 1, 1}).toBytes();
        byte[] good = new ProtoWriter()
                .bytes(1, told(1, 0).peer().bytes())
                .bytes(2, new byte[] {(byte) 0xff})
                .bytes(2, new byte[] {4, 1, 2, 3, 4, 6, 0, 80})
                .toBytes();
        byte[] message =
                new ProtoWriter().number(1, 4).bytes(8, stranger).bytes(8, good).toBytes();

        List<Told> closer = MessageFormat.parse(message).closer();

        assertThat(closer).hasSize(1);
        assertThat(closer.getFirst().addresses()).hasToString("[/ip4/1.2.3.4/tcp/80]");
    }

    @Test
    void cutsOffListsThatAreTooLong() throws ProtocolException {
        List<Told> crowd = IntStream.range(0, 500).mapToObj(i -> told(i, 40)).toList();
        Message parsed = MessageFormat.parse(
                MessageFormat.bytes(Message.of(Message.Type.FIND_NODE, KEY).withCloser(crowd)));

        assertThat(parsed.closer()).hasSize(64);
        assertThat(parsed.closer().getFirst().addresses()).hasSize(16);
    }

    @Test
    void refusesWhatIsTooLargeBeforeReadingIt() {
        byte[] huge = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f};

        assertThatThrownBy(() -> MessageFormat.read(new ByteArrayInputStream(huge), 1000))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> MessageFormat.read(new ByteArrayInputStream(new byte[] {100, 8, 4}), 1000))
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> MessageFormat.parse(MessageFormat.bytes(
                        Message.of(Message.Type.PUT_VALUE, KEY).withRecord(new Entry(KEY, new byte[40_000])))))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> MessageFormat.parse(new byte[] {8, 6})).isInstanceOf(ProtocolException.class);
    }

    @Tag("fuzz")
    @Test
    void survivesWhateverComes() {
        Fuzz.bytes(List.of(MessageFormat.bytes(FULL)), MessageFormat::parse);
        Fuzz.bytes(
                List.of(new byte[] {2, 8, 4}), bytes -> MessageFormat.read(new ByteArrayInputStream(bytes), 1 << 16));
    }
}
