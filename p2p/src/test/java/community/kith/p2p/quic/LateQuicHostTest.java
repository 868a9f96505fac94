package community.kith.p2p.quic;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.p2p.contract.HostContract;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Hosts that take QUIC callers only a moment after they have started keep what every host promises, too: their
/// addresses are right from the beginning, and whoever calls too early tries again.
class LateQuicHostTest extends HostContract {

    @Override
    protected Host host(SigningKey key) {
        try {
            List<Multiaddr> listen = List.of(Multiaddr.parse("/ip4/127.0.0.1/udp/0/quic-v1"));
            var options = HostOptions.of(key, listen, "kith-test/1", new SecureRandom());
            return Libp2pHost.start(options, Libp2pHost.QuicStart.SOON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void addressesAreKnownBeforeQuicIs() {
        try (Host host = host(SigningKey.generate(new SecureRandom()))) {
            assertThat(host.addresses())
                    .singleElement()
                    .asString()
                    .matches("/ip4/127\\.0\\.0\\.1/udp/[1-9][0-9]*/quic-v1/p2p/.*");
        }
    }
}
