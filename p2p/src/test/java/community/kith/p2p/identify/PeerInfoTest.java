package community.kith.p2p.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.bytes.Varint;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.contract.Fuzz;
import community.kith.p2p.protobuf.ProtoWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PeerInfoTest {
    private final SigningKey key = SigningKey.generate(new Random(1));
    private final PeerId id = PeerId.of(key.verifyingKey());

    private static Multiaddr address(int port) throws ProtocolException {
        return Multiaddr.parse("/ip4/192.0.2.1/tcp/" + port);
    }

    private byte[] written() throws IOException {
        PeerInfo info = new PeerInfo(
                "kith/1",
                Optional.of(key.verifyingKey()),
                List.of(address(1), address(2)),
                Optional.of(address(3)),
                List.of("/a", "/b"),
                Optional.empty());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        info.write(out, new PeerRecord(id, 5, List.of(address(4))).sealed(key));
        return out.toByteArray();
    }

    private static PeerInfo read(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return PeerInfo.read(new ByteArrayInputStream(all.toByteArray()));
    }

    private static byte[] framed(ProtoWriter message) {
        byte[] bytes = message.toBytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Varint.encode(bytes.length));
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        PeerInfo info = read(written());

        assertThat(info.agent()).isEqualTo("kith/1");
        assertThat(info.key()).contains(key.verifyingKey());
        assertThat(info.listen()).containsExactly(address(1), address(2));
        assertThat(info.observed()).contains(address(3));
        assertThat(info.protocols()).containsExactly("/a", "/b");
    }

    @Test
    void believesTheSignedRecordOverTheUnsignedList() throws IOException {
        assertThat(read(written()).addresses()).containsExactly(address(4));
    }

    @Test
    void mergesSeveralMessages() throws IOException {
        PeerInfo info = read(
                framed(new ProtoWriter().text(3, "/a").text(6, "old")),
                framed(new ProtoWriter().text(3, "/b").text(6, "new")));

        assertThat(info.protocols()).containsExactly("/a", "/b");
        assertThat(info.agent()).isEqualTo("new");
    }

    @Test
    void passesOverAddressesItCannotRead() throws IOException {
        PeerInfo info = read(framed(new ProtoWriter()
                .bytes(2, new byte[] {4, 1})
                .bytes(2, address(9).bytes())));

        assertThat(info.listen()).containsExactly(address(9));
    }

    @Test
    void refusesMoreThanItIsWillingToHold() {
        InputStream endless = new ByteArrayInputStream(Varint.encode(4L << 30));

        assertThatThrownBy(() -> PeerInfo.read(endless)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesTooManyProtocols() {
        ProtoWriter message = new ProtoWriter();
        for (int i = 0; i < 1000; i++) {
            message.text(3, "/p");
        }
        assertThatThrownBy(() -> read(framed(message))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesAStreamThatEndsEarly() {
        assertThatThrownBy(() -> read(new byte[] {5, 1, 2})).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> read()).isInstanceOf(EOFException.class);
    }

    @Test
    void refusesARecordOfAnotherPeer() throws IOException {
        SigningKey other = SigningKey.generate(new Random(2));
        byte[] forged = new PeerRecord(id, 5, List.of(address(4))).sealed(other);

        assertThatThrownBy(() -> PeerRecord.open(forged))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("another peer");
    }

    @Test
    void refusesARecordThatWasChanged() throws IOException {
        byte[] record = new PeerRecord(id, 5, List.of(address(4))).sealed(key);
        for (int i = 0; i < record.length; i++) {
            byte[] changed = record.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> PeerRecord.open(changed)).isInstanceOf(ProtocolException.class);
        }
    }

    @Tag("fuzz")
    @Test
    void refusesDamageAndNothingWorse() throws IOException {
        Fuzz.damage(41, written(), bytes -> PeerInfo.read(new ByteArrayInputStream(bytes)));
    }

    @Test
    void keepsASequenceOfRecords() throws IOException {
        PeerRecord record = PeerRecord.open(new PeerRecord(id, 77, List.of(address(1), address(2))).sealed(key));

        assertThat(record.peer()).isEqualTo(id);
        assertThat(record.sequence()).isEqualTo(77);
        assertThat(record.addresses()).containsExactly(address(1), address(2));
    }
}
