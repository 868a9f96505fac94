package community.kith.p2p.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.SigningKey;
import community.kith.p2p.contract.HostContract;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.Stream;
import community.kith.p2p.muxer.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryHostTest extends HostContract {
    private final MemoryNetwork network = new MemoryNetwork();

    @Override
    protected Host host(SigningKey key) {
        return network.host(key);
    }

    @Test
    void aHostTakenOfflineLosesItsConnectionsAndComesBack() throws IOException {
        Stream stream = alice.open(bob.id(), ECHO);

        network.offline(bob.id());

        assertThatThrownBy(() -> stream.in().read()).isInstanceOf(StreamResetException.class);
        assertThat(alice.connected()).isEmpty();
        assertThatThrownBy(() -> alice.open(bob.id(), ECHO)).isInstanceOf(ConnectException.class);

        network.online(bob.id());

        alice.open(bob.id(), ECHO).close();
        assertThat(alice.connected()).containsExactly(bob.id());
    }

    @Test
    void aSplitNetworkConnectsOnlyWithinItsParts() throws IOException {
        Host carol = newHost();
        carol.connect(bob.addresses().getFirst());
        alice.connect(bob.addresses().getFirst());

        network.partition(Set.of(alice.id()));

        assertThat(bob.connected()).containsExactly(carol.id());
        assertThatThrownBy(() -> alice.connect(bob.addresses().getFirst())).isInstanceOf(ConnectException.class);

        network.heal();

        assertThat(alice.connect(bob.addresses().getFirst())).isEqualTo(bob.id());
    }

    @Test
    void aNameIsTakenOnceAndFreeAgainAfterClosing() {
        SigningKey key = newKey();
        Host first = network.host(key);

        assertThatThrownBy(() -> network.host(key)).isInstanceOf(IllegalArgumentException.class);
        first.close();

        try (Host second = network.host(key)) {
            assertThat(second.id()).isEqualTo(first.id());
        }
    }
}
