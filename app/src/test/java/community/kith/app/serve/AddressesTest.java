package community.kith.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    private static final List<String> ANY = List.of("/ip4/127.0.0.1/tcp/0");

    @Test
    void anAddressThatWasAskedForMustBeFree() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String taken = "127.0.0.1:" + other.getLocalPort();

            assertThatThrownBy(() -> Addresses.choose(ANY, Optional.of(taken), new Properties()))
                    .isInstanceOfSatisfying(Failure.class, failure -> {
                        assertThat(failure.exit()).isEqualTo(Exit.FAILED);
                        assertThat(failure).hasMessageContaining(taken);
                        assertThat(failure.nextStep()).contains("--http");
                    });
        }
    }

    @Test
    void whatTheConfigurationNamesIsAskedForToo() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var config = new Properties();
            config.setProperty("listen", "/ip4/127.0.0.1/tcp/" + other.getLocalPort());

            assertThatThrownBy(() -> Addresses.choose(List.of(), Optional.of("127.0.0.1:0"), config))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining(config.getProperty("listen"));
        }
    }

    @Test
    void theCommandLineOverridesTheConfiguration() throws Exception {
        var config = new Properties();
        config.setProperty("listen", "nonsense");
        config.setProperty("http", "nonsense");

        Addresses addresses = Addresses.choose(ANY, Optional.of("[::1]:0"), config);

        assertThat(addresses.listen()).extracting(Object::toString).containsExactly("/ip4/127.0.0.1/tcp/0");
        assertThat(addresses.http().getAddress())
                .isInstanceOf(Inet6Address.class)
                .matches(InetAddress::isLoopbackAddress);
        assertThat(addresses.warnings()).isEmpty();
    }

    @Test
    void defaultsNeverFail() throws Exception {
        Addresses addresses = Addresses.choose(List.of(), Optional.empty(), new Properties());

        assertThat(addresses.listen()).hasSize(2);
        assertThat(addresses.http().getAddress().isLoopbackAddress()).isTrue();
    }

    @Test
    void warnsBeforeShowingThePageToOthers() throws Exception {
        Addresses addresses = Addresses.choose(ANY, Optional.of("0.0.0.0:0"), new Properties());

        assertThat(addresses.warnings())
                .singleElement()
                .asString()
                .contains("encrypted")
                .contains("0.0.0.0:0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4071", "127.0.0.1", "127.0.0.1:", "127.0.0.1:70000", "127.0.0.1:http", ":80"})
    void anHttpAddressIsAHostAndAPort(String text) {
        assertThatThrownBy(() -> Addresses.choose(ANY, Optional.of(text), new Properties()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:4070", "/ip4/127.0.0.1", "/ip4/127.0.0.1/udp/4070", "/ip4/300.0.0.1/tcp/1"})
    void anAddressToListenOnIsATcpMultiaddr(String text) {
        assertThatThrownBy(() -> Addresses.choose(List.of(text), Optional.of("127.0.0.1:0"), new Properties()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }
}
