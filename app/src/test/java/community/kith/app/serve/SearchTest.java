package community.kith.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.node.config.Finding;
import community.kith.node.config.Places;
import community.kith.node.home.Home;
import community.kith.node.home.HomeMaker;
import community.kith.node.replication.Chance;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real nodes on loopback that lose sight of each other.
class SearchTest {
    private static final SecureRandom ENTROPY = new SecureRandom();

    @TempDir
    Path dir;

    private final Deque<Serving> open = new ArrayDeque<>();

    private Serving serve(String name, String presence, List<URI> doorways, List<Multiaddr> bootstrap)
            throws IOException {
        Path home = dir.resolve(name);
        if (!Home.isAt(home)) {
            HomeMaker.withFreshKeys(name + "'s laptop", Instant.now(), ENTROPY).make(home, name, ENTROPY);
            Files.writeString(
                    home.resolve("config.properties"),
                    "\npresence.interval=" + presence + "\n",
                    StandardOpenOption.APPEND);
        }
        Home made = Home.open(home);
        Addresses addresses =
                Addresses.choose(List.of("/ip4/127.0.0.1/tcp/0"), Optional.of("127.0.0.1:0"), made.config());
        Finding finding = new Finding(bootstrap, doorways, Finding.House.LEFT_ALONE, Finding.Router.LEFT_ALONE);
        Serving serving =
                Serving.start(made, Places.HOME, addresses, finding, new Chance(InstantSource.system(), ENTROPY));
        open.push(serving);
        return serving;
    }

    private static void befriend(Serving one, Serving other) throws IOException {
        String ticket = one.node().invite("friend", 1, Duration.ofDays(1)).ticket();
        other.node().accept(ticket);
    }

    private void close(Serving serving) throws IOException {
        open.remove(serving);
        serving.close();
    }

    private static void eventually(String promise, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        assertThat(condition.getAsBoolean()).as(promise).isTrue();
    }

    @AfterEach
    void closeAll() throws IOException {
        for (Serving serving : open) {
            serving.close();
        }
    }

    @Test
    void whoHaveBothMovedFindEachOtherByADoorway() throws IOException {
        Serving dora = serve("dora", "1h", List.of(), List.of());
        URI gone = URI.create("http://127.0.0.1:1");
        List<URI> doorways = List.of(gone, dora.url());
        Serving ada = serve("ada", "1s", List.of(), List.of());
        Serving ben = serve("ben", "1s", List.of(), List.of());
        befriend(ada, ben);
        PeerId adaId = ada.peerId();
        close(ada);
        close(ben);

        Serving benMoved = serve("ben", "1s", doorways, List.of());
        Serving adaMoved = serve("ada", "1s", doorways, List.of());

        eventually("ada sees ben", () -> adaMoved.node().people().getFirst().online());
        eventually("ben sees ada", () -> benMoved.node().people().getFirst().online());
        assertThat(adaMoved.peerId()).isEqualTo(adaId);
    }

    @Test
    void whoMovesIsKnownToThoseWhoOnlyReachACommonFriend() throws IOException {
        Serving ada = serve("ada", "1h", List.of(), List.of());
        Serving ben = serve("ben", "1h", List.of(), List.of());
        Serving cleo = serve("cleo", "1h", List.of(), List.of());
        befriend(ada, ben);
        befriend(ben, cleo);
        befriend(ada, cleo);
        ada.host().disconnect(cleo.peerId());
        eventually("apart", () -> !cleo.host().connected().contains(ada.peerId()));

        Multiaddr moved = Multiaddr.parse("/ip4/203.0.113.9/tcp/4070");
        ada.host().announce("test", List.of(moved));

        eventually("cleo knows", () -> cleo.host().addressesOf(ada.peerId()).contains(moved.withPeer(ada.peerId())));
    }

    @Test
    void whoIsAloneCallsTheCommunitysNodes() throws IOException {
        Serving known = serve("known", "1h", List.of(), List.of());

        Serving alone = serve("alone", "1h", List.of(), known.addresses());

        eventually("met", () -> alone.host().connected().contains(known.peerId()));
    }
}
