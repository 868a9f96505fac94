package community.kith.interop.netns;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Multiaddr;
import community.kith.interop.libp2p.JsPeer;
import community.kith.interop.matrix.Part;
import community.kith.interop.matrix.Shows;
import community.kith.interop.matrix.Shows.Begins;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// js-libp2p on the lab's internet: AutoNAT and hole punching with addresses that it takes for public ones.
@Tag("netns")
@Timeout(180)
@Part("AutoNAT v2, DCUtR")
class JsReachTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<LabPeer> peers = new ArrayList<>();
    private final List<JsPeer> foreign = new ArrayList<>();
    private Lab lab;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        lab = Lab.open();
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        try {
            for (JsPeer js : foreign) {
                js.close();
            }
            for (LabPeer peer : peers) {
                peer.close();
            }
        } finally {
            lab.close();
        }
    }

    private JsPeer js(int number, String... more) throws IOException, InterruptedException {
        String name = "js" + number;
        lab.machine(name, number);
        List<String> command = new ArrayList<>(List.of("node", "relay.js", "11.0.113." + number));
        command.addAll(List.of(more));
        JsPeer js = JsPeer.run(lab.command(name, command));
        foreign.add(js);
        return js;
    }

    private LabPeer peer(String where, String role, String... relays) throws IOException {
        LabPeer peer = LabPeer.start(lab, where, role, relays);
        peers.add(peer);
        return peer;
    }

    private LabPeer relay() throws IOException, InterruptedException {
        lab.machine("relay", 10);
        return peer("relay", "relay");
    }

    private static String at(LabPeer relay) {
        return "/ip4/11.0.113.10/tcp/4001/p2p/" + relay.id();
    }

    @Test
    @Shows(value = "dialled back, found reachable", by = Begins.WE)
    void jsDialsUsBackAndFindsUsReachable() throws IOException, InterruptedException {
        JsPeer one = js(40, "autonat");
        JsPeer two = js(41, "autonat");
        lab.machine("carol", 30);
        LabPeer carol = peer("carol", "tcp");

        carol.ask("connect", one.address().toString());
        carol.ask("connect", two.address().toString());

        carol.comesToSay("verdict=REACHABLE", "own");
        carol.comesToSay("PUBLIC", "outlook");
    }

    @Test
    @Shows(value = "dialled back, found reachable", by = Begins.JS)
    void weDialJsBackAndItFindsItselfReached() throws IOException, InterruptedException {
        JsPeer js = js(40, "autonat");
        LabPeer relay = relay();
        assertThat(told(js)).doesNotContain(js.address().toString());

        js.ask("dial", Map.of("at", at(relay)));

        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!told(js).contains(js.address().toString()) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        assertThat(told(js)).contains(js.address().toString());
    }

    private static String told(JsPeer js) throws IOException, InterruptedException {
        return js.ask("told", Map.of()).get("addresses").toString();
    }

    @Test
    @Shows(value = "our router opened (js with a public address)", by = Begins.BOTH)
    void weOpenOurRouterForJsWhenItBegins() throws IOException, InterruptedException {
        LabPeer relay = relay();
        JsPeer js = js(40);
        lab.home("alice", 101, Lab.Router.PORT_RESTRICTED);
        LabPeer alice = peer("alice", "tcp", at(relay));
        alice.comesToSay("/p2p-circuit", "addresses");
        js.ask("reserve", Map.of("at", at(relay)));

        alice.ask("connect", at(relay) + "/p2p-circuit/p2p/" + js.id());

        alice.comesToSay("PUNCHED", "path", js.id().toString());
        assertThat(alice.ask("remote", js.id().toString()))
                .isEqualTo(js.address().withoutPeer().toString());
        assertThat(alice.ask("echo", js.id().toString())).isEqualTo("same");
    }

    @Test
    void weDialJsWhenItCallsUsThroughARelay() throws IOException, InterruptedException {
        LabPeer relay = relay();
        JsPeer js = js(40);
        lab.home("alice", 101, Lab.Router.SYMMETRIC);
        LabPeer alice = peer("alice", "tcp", at(relay));
        alice.comesToSay("/p2p-circuit", "addresses");
        Multiaddr through = Multiaddr.parse(at(relay) + "/p2p-circuit/p2p/" + alice.id());

        js.ask("dial", Map.of("at", through.toString()));

        alice.comesToSay("DIRECT", "path", js.id().toString());
        assertThat(alice.ask("echo", js.id().toString())).isEqualTo("same");
    }
}
