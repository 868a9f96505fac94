package community.kith.node.exchange;

import community.kith.base.crypto.SigningKey;
import community.kith.p2p.host.Host;
import community.kith.p2p.memory.MemoryNetwork;

class OverMemoryTest extends ShardExchangeContract {
    private final MemoryNetwork network = new MemoryNetwork();

    @Override
    Host host(SigningKey key) {
        return network.host(key);
    }
}
