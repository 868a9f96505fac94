package community.kith.interop.netns;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.interop.matrix.Part;
import community.kith.interop.matrix.Shows;
import community.kith.interop.matrix.Shows.Begins;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two homes behind routers, two relays in between: where the routers let it, the homes come to speak straight to each
/// other; where they do not, the relay stays, and both can say why.
@Tag("netns")
@Timeout(180)
@Part("hole punching, Java to Java")
class HolePunchTest {
    private final List<LabPeer> peers = new ArrayList<>();
    private Lab lab;
    private LabPeer relay;
    private String relayAddress;
    private String secondAddress;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        lab = Lab.open();
        lab.machine("relay", 10);
        lab.machine("second", 20);
        relay = peer("relay", "relay");
        relayAddress = "/ip4/11.0.113.10/tcp/4001/p2p/" + relay.id();
        secondAddress =
                "/ip4/11.0.113.20/tcp/4001/p2p/" + peer("second", "relay").id();
    }

    private LabPeer peer(String where, String role, String... relays) throws IOException {
        LabPeer peer = LabPeer.start(lab, where, role, relays);
        peers.add(peer);
        return peer;
    }

    private LabPeer home(String name) throws IOException {
        return peer(name, "peer", relayAddress, secondAddress);
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        try {
            for (LabPeer peer : peers) {
                peer.close();
            }
        } finally {
            lab.close();
        }
    }

    @Test
    @Shows(value = "two port-restricted routers over TCP", by = Begins.BOTH)
    void twoHomesOpenTheirRoutersForEachOtherOverTcp() throws IOException, InterruptedException {
        assertPunches("tcp", "/ip4/11.0.113.%d/tcp/14001", relayAddress, secondAddress);
    }

    @Test
    @Shows(value = "two port-restricted routers over QUIC", by = Begins.BOTH)
    void twoHomesOpenTheirRoutersForEachOtherOverQuic() throws IOException, InterruptedException {
        assertPunches("quic", "/ip4/11.0.113.%d/udp/14001/quic-v1", overQuic(relayAddress), overQuic(secondAddress));
    }

    private static String overQuic(String tcp) {
        return tcp.replace("/tcp/4001", "/udp/4001/quic-v1");
    }

    private void assertPunches(String transport, String outside, String... relays)
            throws IOException, InterruptedException {
        lab.home("alice", 101, Lab.Router.PORT_RESTRICTED);
        lab.home("bob", 102, Lab.Router.PORT_RESTRICTED);
        LabPeer alice = peer("alice", transport, relays);
        LabPeer bob = peer("bob", transport, relays);
        alice.comesToSay("/p2p-circuit", "addresses");
        alice.comesToSay("SAME_PORT_FOR_ALL", "router");

        bob.ask("connect", relays[0] + "/p2p-circuit/p2p/" + alice.id());

        bob.comesToSay("PUNCHED", "path", alice.id());
        alice.comesToSay("PUNCHED", "path", bob.id());
        assertThat(bob.ask("remote", alice.id())).isEqualTo(outside.formatted(101));
        assertThat(alice.ask("remote", bob.id())).isEqualTo(outside.formatted(102));
        assertThat(bob.ask("echo", alice.id())).isEqualTo("same");
        assertThat(alice.ask("echo", bob.id())).isEqualTo("same");
    }

    @Test
    void relaysSeeAHomeOverBothTransports() throws IOException, InterruptedException {
        lab.home("alice", 101, Lab.Router.PORT_RESTRICTED);
        LabPeer alice = home("alice");

        alice.comesToSay("/ip4/11.0.113.101/tcp/14001", "own");
        alice.comesToSay("/ip4/11.0.113.101/udp/14001/quic-v1", "own");
    }

    @Test
    @Shows(value = "a symmetric router: stays on the relay and says why", by = Begins.BOTH)
    void theRelayStaysWhereARouterChangesThePortForEveryPeer() throws IOException, InterruptedException {
        lab.home("alice", 101, Lab.Router.PORT_RESTRICTED);
        lab.home("bob", 102, Lab.Router.SYMMETRIC);
        LabPeer alice = home("alice");
        LabPeer bob = home("bob");
        alice.comesToSay("/p2p-circuit", "addresses");
        bob.comesToSay("OTHER_PORT_FOR_EACH", "router");

        bob.ask("connect", relayAddress + "/p2p-circuit/p2p/" + alice.id());

        bob.comesToSay("our router gives every peer another port", "why", alice.id());
        alice.comesToSay("the other end's router gives every peer another port", "why", bob.id());
        assertThat(bob.ask("path", alice.id())).isEqualTo("RELAYED");
        assertThat(bob.ask("echo", alice.id())).isEqualTo("same");
        assertThat(alice.ask("echo", bob.id())).isEqualTo("same");
        assertThat(bob.ask("reason")).contains("gives every peer another port");
    }

    @Test
    void whoeverHasAPublicAddressIsSimplyDialled() throws IOException, InterruptedException {
        lab.home("alice", 101, Lab.Router.SYMMETRIC);
        lab.machine("carol", 30);
        LabPeer alice = home("alice");
        LabPeer carol = peer("carol", "peer", relayAddress);
        alice.comesToSay("/p2p-circuit", "addresses");

        carol.ask("connect", relayAddress + "/p2p-circuit/p2p/" + alice.id());

        carol.comesToSay("DIRECT", "path", alice.id());
        assertThat(alice.ask("echo", carol.id())).isEqualTo("same");
    }

    @Test
    void aPublicPeerLearnsThatItIsReachable() throws IOException, InterruptedException {
        lab.machine("carol", 30);
        LabPeer carol = peer("carol", "peer", relayAddress, secondAddress);

        carol.comesToSay("PUBLIC", "outlook");
        carol.comesToSay("REACHABLE", "own");
        assertThat(carol.ask("reason")).isEmpty();
    }

    @Test
    void beingCalledIsProofEnough() throws IOException, InterruptedException {
        lab.home("alice", 101, Lab.Router.SYMMETRIC);
        LabPeer alice = peer("alice", "tcp");

        alice.ask("connect", relayAddress);

        relay.comesToSay("PUBLIC", "outlook");
        assertThat(alice.ask("outlook")).isNotEqualTo("PUBLIC");
    }

    @Test
    void aPeerAtHomeLearnsThatItIsNot() throws IOException, InterruptedException {
        lab.home("alice", 101, Lab.Router.PORT_RESTRICTED);
        LabPeer alice = home("alice");

        alice.comesToSay("UNREACHABLE", "own");
        alice.comesToSay("THROUGH_RELAYS", "outlook");
        assertThat(alice.ask("reason")).contains("lets nobody in unasked");
    }
}
