package community.kith.p2p.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.contract.Fuzz;
import community.kith.p2p.protobuf.ProtoWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RelayMessagesTest {
    private static final SigningKey RELAY_KEY = SigningKey.generate(new Random(1));
    private static final PeerId RELAY = PeerId.of(RELAY_KEY.verifyingKey());
    private static final PeerId PEER =
            PeerId.of(SigningKey.generate(new Random(2)).verifyingKey());
    private static final Instant EXPIRY = Instant.ofEpochSecond(1_800_000_000);

    @Test
    void saysWhatTheSpecificationSays() {
        assertThat(HexFormat.of().formatHex(new HopMessage.Reserve().toBytes())).isEqualTo("0800");
        assertThat(HexFormat.of()
                        .formatHex(
                                HopMessage.Answer.no(RelayStatus.NO_RESERVATION).toBytes()))
                .isEqualTo("080228cc01");
        assertThat(HexFormat.of().formatHex(new StopMessage.Answer(RelayStatus.OK).toBytes()))
                .isEqualTo("08012064");
    }

    @Test
    void readsBackWhatItSays() throws IOException {
        CircuitLimit limit = new CircuitLimit(Duration.ofSeconds(90), 1 << 20);

        assertThat(HopMessage.parse(new HopMessage.Connect(PEER).toBytes())).isEqualTo(new HopMessage.Connect(PEER));
        StopMessage stop = new StopMessage.Connect(PEER, Optional.of(limit));
        assertThat(StopMessage.parse(stop.toBytes())).isEqualTo(stop);
        HopMessage.Answer answer =
                (HopMessage.Answer) HopMessage.parse(granted().toBytes());
        assertThat(answer.status()).isEqualTo(RelayStatus.OK);
        assertThat(answer.limit()).contains(CircuitLimit.SHORT);
        Reservation reservation = answer.reservation().orElseThrow();
        assertThat(reservation.expiry()).isEqualTo(EXPIRY);
        assertThat(reservation.addresses()).hasSize(1);
        assertThat(Voucher.open(reservation.voucher().orElseThrow())).isEqualTo(new Voucher(RELAY, PEER, EXPIRY));
    }

    private static HopMessage.Answer granted() throws IOException {
        Multiaddr at = Multiaddr.parse("/ip4/192.0.2.1/tcp/4001").withPeer(RELAY);
        byte[] voucher = new Voucher(RELAY, PEER, EXPIRY).sealed(RELAY_KEY);
        return new HopMessage.Answer(
                RelayStatus.OK,
                Optional.of(new Reservation(EXPIRY, List.of(at), Optional.of(voucher))),
                Optional.of(CircuitLimit.SHORT));
    }

    @Test
    void refusesAVoucherThatTheRelayDidNotSign() {
        byte[] forged = new Voucher(RELAY, PEER, EXPIRY).sealed(SigningKey.generate(new Random(3)));

        assertThatThrownBy(() -> Voucher.open(forged)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void takesAnUnknownStatusForANo() throws IOException {
        byte[] odd = new ProtoWriter().number(1, 2).number(5, 999).toBytes();

        assertThat(HopMessage.parse(odd)).isEqualTo(HopMessage.Answer.no(RelayStatus.OTHER));
    }

    @Test
    void refusesWhatIsTooLongBeforeReadingIt() {
        byte[] endless = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};

        assertThatThrownBy(() -> HopMessage.read(new ByteArrayInputStream(endless)))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> StopMessage.read(new ByteArrayInputStream(endless)))
                .isInstanceOf(ProtocolException.class);
    }

    @Tag("fuzz")
    @Test
    void survivesDamage() throws IOException {
        Fuzz.damage(21, granted().toBytes(), HopMessage::parse);
        Fuzz.damage(22, new HopMessage.Connect(PEER).toBytes(), HopMessage::parse);
        Fuzz.damage(23, new StopMessage.Connect(PEER, Optional.of(CircuitLimit.SHORT)).toBytes(), StopMessage::parse);
        Fuzz.damage(24, new Voucher(RELAY, PEER, EXPIRY).sealed(RELAY_KEY), Voucher::open);
    }
}
