package community.kith.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.name.Multiaddr;
import java.net.ProtocolException;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class FindingTest {
    private static final String NODE =
            "/dns4/example.org/tcp/4070/p2p/12D3KooWF2JgUfKZsFhvCqMEr1AfWkEbcZNpzWkWqwHUjELwMaDW";

    private static Properties set(String name, String value) {
        Properties properties = new Properties();
        properties.setProperty(name, value);
        return properties;
    }

    @Test
    void readsLists() throws ProtocolException {
        assertThat(Finding.from(set("bootstrap", NODE + ", " + NODE)).bootstrap())
                .containsExactly(Multiaddr.parse(NODE), Multiaddr.parse(NODE));
        assertThat(Finding.from(set("signal", "https://a.example http://127.0.0.1:4071"))
                        .doorways())
                .containsExactly(URI.create("https://a.example"), URI.create("http://127.0.0.1:4071"));
    }

    @Test
    void looksInTheHouseUnlessToldOtherwise() {
        assertThat(Finding.from(new Properties()))
                .isEqualTo(new Finding(List.of(), List.of(), Finding.House.SEARCHED, Finding.Router.ASKED));
        assertThat(Finding.from(set("mdns", "false")).house()).isEqualTo(Finding.House.LEFT_ALONE);
    }

    @Test
    void namesWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> Finding.from(set("bootstrap", "/ip4/127.0.0.1/tcp/1")))
                .hasMessageContaining("bootstrap");
        assertThatThrownBy(() -> Finding.from(set("signal", "ftp://a.example"))).hasMessageContaining("signal");
        assertThatThrownBy(() -> Finding.from(set("mdns", "perhaps"))).hasMessageContaining("mdns");
    }
}
