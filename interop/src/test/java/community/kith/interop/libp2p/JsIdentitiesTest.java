package community.kith.interop.libp2p;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.crypto.VerifyingKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.interop.libp2p.JsContract.Way;
import community.kith.interop.matrix.Part;
import community.kith.interop.matrix.Shows;
import community.kith.interop.matrix.Shows.Begins;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import community.kith.p2p.identify.PeerInfo;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Peers of js-libp2p whose identity is not an Ed25519 key prove it to us, dialled and dialling. It makes no hosts with
/// ECDSA
/// keys.
@Tag("foreign")
@Timeout(60)
@Part("RSA and secp256k1 identities")
class JsIdentitiesTest {

    @ParameterizedTest
    @CsvSource({
        "noise, RSA", "noise, secp256k1",
        "tls, RSA", "tls, secp256k1",
        "quic, RSA", "quic, secp256k1"
    })
    @Shows(value = "dialled and dialling over Noise, TLS and QUIC", by = Begins.BOTH)
    void arePeersLikeAnyOther(String security, String kind) throws IOException, InterruptedException {
        Way way = switch (security) {
            case "noise" -> Way.TCP_NOISE;
            case "tls" -> Way.TCP_TLS;
            default -> Way.QUIC;
        };
        try (JsPeer js = JsPeer.start("peer.js", way.withKey(kind).script().toArray(String[]::new));
                Libp2pHost dialling = host(way);
                Libp2pHost dialled = host(way)) {

            assertThat(dialling.connect(js.address())).isEqualTo(js.id());
            assertThat(dialling.ping(js.id())).isPositive();
            assertThat(kindOf(dialling, js.id())).isEqualToIgnoringCase(kind);

            js.ask("ping", Map.of("at", dialled.addresses().getFirst().toString()));
            assertThat(dialled.connected()).containsExactly(js.id());
        }
    }

    private static Libp2pHost host(Way way) throws IOException {
        SecureRandom random = new SecureRandom();
        return Libp2pHost.start(HostOptions.of(
                SigningKey.generate(random), List.of(Multiaddr.parse(way.listen())), "kith-interop/1", random));
    }

    private static String kindOf(Libp2pHost us, PeerId peer) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        Optional<PeerInfo> told = us.infoOf(peer);
        while (told.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
            told = us.infoOf(peer);
        }
        return told.flatMap(PeerInfo::key)
                .map(VerifyingKey::kind)
                .map(Enum::name)
                .orElse("unknown");
    }
}
