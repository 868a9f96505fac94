package community.kith.p2p.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.contract.Fuzz;
import community.kith.p2p.discovery.DnsMessage.Kind;
import community.kith.p2p.discovery.DnsMessage.Question;
import community.kith.p2p.transport.Scope;
import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DnsMessageTest {
    private static final PeerId PEER =
            PeerId.of(SigningKey.generate(new Random(5)).verifyingKey());
    private final ServiceName ours = ServiceName.drawn(new Random(6));
    private final ServiceName theirs = ServiceName.drawn(new Random(7));

    private static Multiaddr address(String text) throws ProtocolException {
        return Multiaddr.parse(text).withPeer(PEER);
    }

    private static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof String text) {
                out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
            } else {
                out.write((Integer) part);
            }
        }
        return out.toByteArray();
    }

    @Test
    void asksAsSpecified() {
        byte[] query = bytes(0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 4, "_p2p", 4, "_udp", 5, "local", 0, 0, 12, 0, 1);

        assertThat(DnsWriter.write(ours.question())).isEqualTo(query);
    }

    @Test
    void aNameIsDrawnAndLongEnough() {
        assertThat(ours.own()).matches("[a-z0-9]{32,63}\\._p2p\\._udp\\.local").isNotEqualTo(theirs.own());
    }

    @Test
    void whatOneAnnouncesTheOtherFinds() throws ProtocolException {
        List<Multiaddr> addresses = List.of(address("/ip4/192.168.1.2/tcp/4070"), address("/ip6/fd00::2/tcp/4070"));

        DnsMessage read = DnsReader.read(DnsWriter.write(theirs.answer(addresses)));

        assertThat(read.kind()).isEqualTo(Kind.RESPONSE);
        assertThat(ours.found(read, Set.of(Scope.PRIVATE))).contains(new Found(PEER, addresses));
        assertThat(theirs.found(read, Set.of(Scope.PRIVATE))).isEmpty();
    }

    @Test
    void believesOnlyAddressesOfTheHouse() throws ProtocolException {
        DnsMessage answer = theirs.answer(List.of(
                address("/ip4/8.8.8.8/tcp/1"), address("/ip4/127.0.0.1/tcp/1"), address("/ip4/10.1.1.1/tcp/1")));

        assertThat(ours.found(answer, Set.of(Scope.PRIVATE)))
                .contains(new Found(PEER, List.of(address("/ip4/10.1.1.1/tcp/1"))));
    }

    @Test
    void readsNamesThatPointBack() throws ProtocolException {
        byte[] message = bytes(
                0, 0, 0x84, 0, 0, 1, 0, 1, 0, 0, 0, 0, 4, "_p2p", 4, "_udp", 5, "LOCAL", 0, 0, 12, 0, 1, 0xc0, 12, 0,
                12, 0, 1, 0, 0, 0, 120, 0, 4, 1, "x", 0xc0, 12);

        DnsMessage read = DnsReader.read(message);

        assertThat(read.questions()).containsExactly(new Question("_p2p._udp.local", 12));
        assertThat(read.answers())
                .containsExactly(new DnsRecord("_p2p._udp.local", 120, new DnsRecord.Pointer("x._p2p._udp.local")));
    }

    @Test
    void refusesNamesWithoutEnd() {
        byte[] self = bytes(0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xc0, 12, 0, 12, 0, 1);
        byte[] forward = bytes(0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xc0, 20, 0, 12, 0, 1);
        byte[] many = bytes(0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0);

        assertThatThrownBy(() -> DnsReader.read(self)).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> DnsReader.read(forward)).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> DnsReader.read(many)).isInstanceOf(ProtocolException.class);
    }

    @Tag("fuzz")
    @Test
    void refusesDamageAndNothingWorse() throws ProtocolException {
        byte[] answer = DnsWriter.write(theirs.answer(List.of(address("/ip4/192.168.1.2/tcp/4070"))));

        Fuzz.damage(84, answer, bytes -> ours.found(DnsReader.read(bytes), Set.of(Scope.PRIVATE)));
        Fuzz.damage(85, DnsWriter.write(ours.question()), DnsReader::read);
    }
}
