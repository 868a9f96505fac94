package community.kith.base.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.check.Property;
import java.net.Inet6Address;
import java.net.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpTextTest {
    /// RFC 5952, sections 4 and 5, where it says how to write them.
    @ParameterizedTest
    @CsvSource({
        "::, ::",
        "0:0:0:0:0:0:0:0, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:0db8::0001, 2001:db8::1",
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:DB8::AAAA, 2001:db8::aaaa",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "0:0:1::, 0:0:1::",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "1:2:3:4:5:6:192.0.2.33, 1:2:3:4:5:6:c000:221",
        "::ffff:127.0.0.1, ::ffff:127.0.0.1",
        "::ffff:7f00:1, ::ffff:127.0.0.1"
    })
    void writesTheRecommendedForm(String text, String written) throws ProtocolException {
        assertThat(IpText.format6(IpText.parse6(text))).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":::",
                "1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "1::2::3",
                "1:2:3:4:5:6:7:",
                ":1:2:3:4:5:6:7",
                "12345::",
                "g::",
                "-1::",
                "+1::",
                "1.2.3.4",
                "1.2.3.4::",
                "::1.2.3.4:5",
                "::1.2.3",
                "::256.1.1.1",
                "1:2:3:4:5:6:7:1.2.3.4",
                "fe80::1%eth0",
                "[::1]",
                "٣::"
            })
    void refuses(String text) {
        assertThatThrownBy(() -> IpText.parse6(text)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void agreesWithTheJdkOnAnyAddress() {
        Property.forAll(
                random -> {
                    byte[] bytes = new byte[16];
                    for (int i = 0; i < 8; i++) {
                        int group = random.nextBoolean() ? 0 : random.nextInt(1 << random.nextInt(1, 17));
                        bytes[2 * i] = (byte) (group >> 8);
                        bytes[2 * i + 1] = (byte) group;
                    }
                    bytes[0] = 0x20;
                    return bytes;
                },
                bytes -> {
                    String text = IpText.format6(bytes);
                    assertThat(IpText.parse6(text)).isEqualTo(bytes);
                    assertThat(Inet6Address.ofLiteral(text).getAddress()).isEqualTo(bytes);
                });
    }
}
