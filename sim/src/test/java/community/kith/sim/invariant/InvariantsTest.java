package community.kith.sim.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Cid;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import community.kith.node.config.Settings;
import community.kith.sim.world.Deposit;
import community.kith.sim.world.Friendships;
import community.kith.sim.world.Resident;
import community.kith.sim.world.Seed;
import community.kith.sim.world.Traffic;
import community.kith.sim.world.World;
import community.kith.store.file.ContentReader;
import community.kith.store.manifest.Link;
import community.kith.store.manifest.Root;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Invariants that cannot fail prove nothing: here each is broken on purpose.
class InvariantsTest {
    private static final Settings SETTINGS = new Settings(
            Duration.ofHours(1),
            Duration.ofHours(24),
            Duration.ofDays(1),
            1_000_000_000L,
            0,
            Duration.ZERO,
            Duration.ofDays(30),
            1);

    private final Traffic traffic = new Traffic();
    private final World world = new World(new Seed(1), SETTINGS, traffic, Instant.parse("2026-03-02T00:00:00Z"));
    private Deposit deposit;

    @BeforeEach
    void sevenFriendsHoldAFile() throws IOException {
        for (int i = 0; i < 7; i++) {
            world.settle();
        }
        world.befriend(Friendships.among(7, new Random(1)));
        byte[] content = new byte[100_000];
        new Random(1).nextBytes(content);
        Resident owner = world.residents().getFirst();
        owner.node().tick();
        FileInfo put = owner.node()
                .put(
                        new PutRequest(
                                "it",
                                "neighborhood",
                                List.of(),
                                PutRequest.Holders.BY_REACH,
                                PutRequest.Wait.FOR_DURABLE),
                        new PutSource.Streamed(new ByteArrayInputStream(content)),
                        Progress.NONE);
        Link link = Link.parse(put.link());
        byte[] root = owner.disk().blobs().read(link.manifest(), Root.MAX_BYTES).orElseThrow();
        deposit = new Deposit(
                0, owner, link, ContentReader.open(link, root, (segment, needed) -> new byte[0][]), content);
        deposit.acknowledge();
    }

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    @Test
    void allIsWellAtFirst() throws IOException {
        assertThat(lost()).isEmpty();
        assertThat(AccountsExact.violations(world.living())).isEmpty();
        assertThat(TrafficBounded.violations(traffic.moved())).isEmpty();
    }

    @Test
    void whatIsOnTheOwnersDiskAloneIsNotSafe() throws IOException {
        for (Resident friend : world.residents().subList(1, 7)) {
            wipe(friend);
        }

        assertThat(lost()).singleElement().asString().contains("on its owner's disk alone");
    }

    @Test
    void whatIsNowhereIsLost() throws IOException {
        for (Resident resident : world.residents()) {
            wipe(resident);
        }

        assertThat(lost()).singleElement().asString().contains("not on the living disks");
    }

    @Test
    void aPromiseOutlivesItsOwner() throws IOException {
        var supporters = world.residents().stream().map(Resident::peer).collect(Collectors.toSet());
        deposit.lastPromise(new Deposit.Promise(4, supporters));
        for (Resident resident : world.residents().subList(0, 4)) {
            world.die(resident);
        }
        assertThat(lost()).isEmpty();

        wipe(world.residents().get(4));
        assertThat(lost()).singleElement().asString().contains("no more deaths than it was said to survive");

        world.die(world.residents().get(5));
        assertThat(lost()).isEmpty();
    }

    @Test
    void aBlobThatNobodyBookedIsFound() throws IOException {
        world.residents().get(3).disk().blobs().put(new byte[] {1}, 0, 1);

        assertThat(AccountsExact.violations(world.living()))
                .singleElement()
                .asString()
                .contains("resident 003");
    }

    @Test
    void aReceiptForWhatIsNotKeptIsFound() throws IOException {
        Resident liar = world.residents().get(3);
        List<Cid> kept = cids(liar);
        liar.disk().holdings().releaseAll(deposit.owner().did());

        assertThat(AccountsExact.violations(world.living()))
                .hasSize(kept.size())
                .allMatch(violation -> violation.what().contains("which it has not"));
    }

    @Test
    void aClaimThatItsOwnerForgotIsFound() throws IOException {
        deposit.owner().node().tick();
        deposit.owner().disk().ledger().database().update("DELETE FROM placement");

        assertThat(AccountsExact.violations(world.living()))
                .isNotEmpty()
                .allMatch(violation -> violation.what().contains("who does not know"));
    }

    @Test
    void tooMuchTrafficIsFound() {
        assertThat(TrafficBounded.violations(new Traffic.Moved(100, 0, 10, 10, 220, 0)))
                .hasSize(1);
        assertThat(TrafficBounded.violations(new Traffic.Moved(100, 0, 10, 10, 200, 0)))
                .isEmpty();
    }

    private List<Violation> lost() throws IOException {
        return new NothingLost(world.living()).violations(List.of(deposit), world.residents());
    }

    private static void wipe(Resident resident) throws IOException {
        for (Cid cid : cids(resident)) {
            resident.disk().blobs().delete(cid);
        }
    }

    private static List<Cid> cids(Resident resident) throws IOException {
        List<Cid> cids = new ArrayList<>();
        resident.disk().blobs().forEach(cids::add);
        return cids;
    }
}
