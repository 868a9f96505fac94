package community.kith.node.exchange;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;

class OverTcpTest extends ShardExchangeContract {
    @Override
    Host host(SigningKey key) throws IOException {
        return Libp2pHost.start(HostOptions.of(
                key, List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")), "exchange-test", new SecureRandom()));
    }
}
