package community.kith.interop.libp2p;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.interop.matrix.Part;
import community.kith.interop.matrix.Shows;
import community.kith.interop.matrix.Shows.Begins;
import community.kith.p2p.discovery.Found;
import community.kith.p2p.discovery.Mdns;
import community.kith.p2p.discovery.MdnsOptions;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Multicast DNS on the port that is everybody's.
@Tag("foreign")
@Part("multicast DNS")
class JsMdnsTest {
    @Test
    @Shows(value = "each finds the other", by = Begins.BOTH)
    void weFindJsAndJsFindsUs() throws IOException, InterruptedException {
        SecureRandom random = new SecureRandom();
        BlockingQueue<Found> found = new LinkedBlockingQueue<>();
        HostOptions options = HostOptions.of(
                SigningKey.generate(random),
                List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")),
                "kith-interop/1",
                random);
        try (Libp2pHost us = Libp2pHost.start(options);
                JsPeer js = JsPeer.start("mdns.js");
                Mdns mdns = Mdns.start(us, MdnsOptions.DEFAULT.alsoOnThisMachine(), random, found::add)) {
            Found first = found.poll(30, TimeUnit.SECONDS);
            while (first != null && !first.peer().equals(js.id())) {
                first = found.poll(30, TimeUnit.SECONDS);
            }

            assertThat(mdns).isNotNull();
            assertThat(first).isEqualTo(new Found(js.id(), List.of(js.address())));
            assertThat(js.ask("find", Map.of("peer", us.id().toString()))
                            .get("addresses")
                            .valueStream()
                            .map(JsonNode::stringValue))
                    .containsExactly(us.addresses().getFirst().withoutPeer().toString());
            assertThat(us.connect(us.addressesOf(js.id()).getFirst())).isEqualTo(js.id());
        }
    }
}
