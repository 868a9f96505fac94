package community.kith.p2p.punch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.name.Multiaddr;
import community.kith.p2p.contract.Fuzz;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PunchMessageTest {

    @Test
    void saysWhatTheSpecificationSays() throws IOException {
        PunchMessage connect = new PunchMessage.Connect(List.of(Multiaddr.parse("/ip4/192.0.2.1/tcp/4001")));

        assertThat(HexFormat.of().formatHex(connect.toBytes())).isEqualTo("0864120804c0000201060fa1");
        assertThat(HexFormat.of().formatHex(new PunchMessage.Sync().toBytes())).isEqualTo("08ac02");
        assertThat(PunchMessage.parse(connect.toBytes())).isEqualTo(connect);
    }

    @Test
    void refusesMoreThanFourKibibytes() {
        assertThatThrownBy(() -> PunchMessage.read(new ByteArrayInputStream(new byte[] {(byte) 0x81, 0x20})))
                .isInstanceOf(ProtocolException.class);
    }

    @Tag("fuzz")
    @Test
    void survivesDamage() throws IOException {
        PunchMessage connect = new PunchMessage.Connect(List.of(Multiaddr.parse("/ip4/192.0.2.1/tcp/4001")));

        Fuzz.damage(51, connect.toBytes(), PunchMessage::parse);
    }
}
