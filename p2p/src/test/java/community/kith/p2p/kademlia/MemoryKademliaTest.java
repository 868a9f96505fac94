package community.kith.p2p.kademlia;

import community.kith.base.crypto.SigningKey;
import community.kith.p2p.host.Host;
import community.kith.p2p.memory.MemoryNetwork;

class MemoryKademliaTest extends KademliaContract {
    private final MemoryNetwork network = new MemoryNetwork();

    @Override
    protected Host host(SigningKey key) {
        return network.host(key);
    }
}
