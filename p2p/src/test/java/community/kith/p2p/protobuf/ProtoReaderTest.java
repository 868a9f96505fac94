package community.kith.p2p.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.p2p.contract.Fuzz;
import java.net.ProtocolException;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ProtoReaderTest {
    private static ProtoReader reader(String hex) {
        return new ProtoReader("test", HexFormat.of().parseHex(hex));
    }

    @Test
    void readsBackWhatWasWritten() throws ProtocolException {
        byte[] message = new ProtoWriter()
                .number(1, 300)
                .text(2, "kith")
                .number(3, -1)
                .bytes(16, new byte[200])
                .toBytes();
        ProtoReader reader = new ProtoReader("test", message);

        assertThat(reader.next()).isTrue();
        assertThat(reader.number()).isEqualTo(300);
        assertThat(reader.next()).isTrue();
        assertThat(reader.text(10)).isEqualTo("kith");
        assertThat(reader.next()).isTrue();
        assertThat(reader.number()).isEqualTo(-1);
        assertThat(reader.next()).isTrue();
        assertThat(reader.field()).isEqualTo(16);
        assertThat(reader.bytes(200)).hasSize(200);
        assertThat(reader.next()).isFalse();
    }

    @Test
    void skipsFieldsOfEveryKindThatNobodyAskedFor() throws ProtocolException {
        ProtoReader reader = reader("0896010d01020304" + "1100000000000000ff" + "1a03616263" + "2005");
        int last = 0;
        while (reader.next()) {
            last = reader.field();
        }
        assertThat(last).isEqualTo(4);
    }

    @Test
    void refusesALengthBeyondTheMessageBeforeAllocating() {
        assertThatThrownBy(() -> reader("0affffffff0f").next()).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> reader("0affffffffffffffffff01").next()).isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesMoreThanTheReaderAllows() throws ProtocolException {
        ProtoReader reader = reader("0a03616263");
        reader.next();
        assertThatThrownBy(() -> reader.bytes(2)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesTextThatIsNoUtf8AndOtherWireTypes() throws ProtocolException {
        ProtoReader reader = reader("0a02c328");
        reader.next();
        assertThatThrownBy(() -> reader.text(10)).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(reader::number).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> reader("0b").next()).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> reader("00").next()).isInstanceOf(ProtocolException.class);
    }

    @Tag("fuzz")
    @Test
    void refusesDamageAndNothingWorse() {
        byte[] good = new ProtoWriter()
                .number(1, 1L << 60)
                .text(2, "some text")
                .bytes(3, new byte[40])
                .toBytes();

        Fuzz.damage(31, good, bytes -> {
            ProtoReader reader = new ProtoReader("test", bytes);
            while (reader.next()) {
                if (reader.field() == 2) {
                    reader.text(20);
                }
            }
        });
    }
}
