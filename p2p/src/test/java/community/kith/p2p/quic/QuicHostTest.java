package community.kith.p2p.quic;

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

/// Hosts that speak nothing but QUIC keep what every host promises.
class QuicHostTest extends HostContract {

    @Override
    protected Host host(SigningKey key) {
        try {
            List<Multiaddr> listen = List.of(Multiaddr.parse("/ip4/127.0.0.1/udp/0/quic-v1"));
            return Libp2pHost.start(HostOptions.of(key, listen, "kith-test/1", new SecureRandom()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
