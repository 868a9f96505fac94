package community.kith.p2p.autonat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.name.Multiaddr;
import community.kith.p2p.autonat.DialMessage.DialStatus;
import community.kith.p2p.autonat.DialMessage.ResponseStatus;
import community.kith.p2p.contract.Fuzz;
import community.kith.p2p.protobuf.ProtoWriter;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DialMessageTest {

    @Test
    void saysWhatTheSpecificationSays() {
        assertThat(HexFormat.of()
                        .formatHex(new DialMessage.Outcome(ResponseStatus.OK, 1, DialStatus.DIAL_ERROR).toBytes()))
                .isEqualTo("120708c80110011864");
        assertThat(HexFormat.of().formatHex(new DialMessage.Price(2, 30_000).toBytes()))
                .isEqualTo("1a06080210b0ea01");
        assertThat(HexFormat.of().formatHex(new DialMessage.Ask(List.of(), 0x0102).toBytes()))
                .isEqualTo("0a09110201000000000000");
    }

    @Test
    void readsBackWhatItSays() throws IOException {
        List<Optional<Multiaddr>> addresses =
                List.of(Optional.of(Multiaddr.parse("/ip4/192.0.2.1/tcp/4001")), Optional.empty());
        List<DialMessage> all = List.of(
                new DialMessage.Ask(addresses, -7),
                new DialMessage.Outcome(ResponseStatus.DIAL_REFUSED, 0, DialStatus.UNUSED),
                new DialMessage.Price(31, 100_000),
                new DialMessage.Payment(4096));
        for (DialMessage message : all) {
            assertThat(DialMessage.parse(message.toBytes())).isEqualTo(message);
        }
    }

    @Test
    void refusesMoreAddressesThanItWouldLookAt() {
        DialMessage many = new DialMessage.Ask(Collections.nCopies(33, Optional.empty()), 1);

        assertThatThrownBy(() -> DialMessage.parse(many.toBytes())).isInstanceOf(ProtocolException.class);
    }

    @Test
    void discardsStatesThatItDoesNotUnderstand() {
        byte[] odd = new ProtoWriter()
                .bytes(2, new ProtoWriter().number(1, 777).toBytes())
                .toBytes();

        assertThatThrownBy(() -> DialMessage.parse(odd)).isInstanceOf(ProtocolException.class);
    }

    @Tag("fuzz")
    @Test
    void survivesDamage() throws IOException {
        Multiaddr address = Multiaddr.parse("/ip4/192.0.2.1/tcp/4001");
        Fuzz.damage(31, new DialMessage.Ask(List.of(Optional.of(address)), 99).toBytes(), DialMessage::parse);
        Fuzz.damage(32, new DialMessage.Outcome(ResponseStatus.OK, 0, DialStatus.OK).toBytes(), DialMessage::parse);
        Fuzz.damage(33, new DialMessage.Payment(300).toBytes(), DialMessage::parse);
        Fuzz.damage(34, new ProtoWriter().fixed64(1, 5).toBytes(), DialBack::parse);
    }
}
