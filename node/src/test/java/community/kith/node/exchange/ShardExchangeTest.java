package community.kith.node.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Cid;
import community.kith.community.reach.Reach;
import community.kith.community.trust.BondKind;
import community.kith.p2p.memory.MemoryNetwork;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShardExchangeTest {
    private final MemoryNetwork network = new MemoryNetwork();
    private Household ada;
    private Household ben;

    @BeforeEach
    void bond() throws IOException {
        ada = new Household("Ada", network::host, Patience.DEFAULTS);
        ben = new Household("Ben", network::host, Patience.DEFAULTS).serving(Terms.DEFAULTS);
        ada.knows(ben);
        ada.bond(ben, BondKind.FRIEND);
        ben.pledges.set(ada.did(), 1_000_000);
    }

    @AfterEach
    void close() {
        ada.close();
        ben.close();
    }

    @Test
    void keepsABlobAndSignsForIt() throws IOException {
        byte[] bytes = Household.bytes(1, 300_000);
        Cid cid = Cid.ofRaw(bytes);
        Placed placed = ada.put(ben, bytes, Reach.PRIVATE);
        assertThat(placed).isInstanceOf(Placed.Stored.class);
        assertThat(ben.memory.has(cid)).isTrue();
        assertThat(ben.holdings.usedBy(ada.did())).isEqualTo(300_000);
        assertThat(ada.client.have(ben.peer(), List.of(cid))).containsExactly(cid);
        byte[] back = new byte[300_001];
        assertThat(ada.client.get(ben.peer(), cid, back, 1, 300_000)).isEqualTo(new Fetched.Found(300_000, 300_000));
        assertThat(back).endsWith(bytes);
        assertThat(ada.client.room(ben.peer())).isEqualTo(new Room(1_000_000, 300_000, 700_000));
        assertThat(ada.client.who(ben.peer())).isEqualTo(ben.identity.delegation());
        assertThat(ada.client.delete(ben.peer(), List.of(cid))).containsExactly(cid);
        assertThat(ben.memory.count()).isZero();
        assertThat(ben.holdings.recount()).isEmpty();
    }
}
