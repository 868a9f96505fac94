package community.kith.app.soak;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.node.api.Check;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Kith;
import community.kith.node.api.Person;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real processes, killed at random moments of put, get and repair, again and again. What was acknowledged is still
/// there
/// after each, the accounts on both sides agree, and nobody's disk ever has a word of plaintext but the owner's
/// original.
///
/// `-Dkith.soak.rounds=N` says how often (50), `-Dkith.soak.seed=S` from which seed.
@Tag("soak")
class KillLoopTest {
    private static final int ROUNDS = Integer.getInteger("kith.soak.rounds", 50);
    private static final long SEED = Long.getLong("kith.soak.seed", 20261121L);
    private static final String CANARY = "canary-of-plaintext-that-no-holder-may-ever-see";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path homes;

    private final Random chance = new Random(SEED);
    private final List<RealNode> nodes = new ArrayList<>();
    private final List<Acknowledged> acknowledged = new ArrayList<>();
    private final List<Damaged> damaged = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // compared by content where it is compared
    private record Acknowledged(String link, byte[] bytes) {}

    private record Damaged(RealNode holder, String blob) {}

    @BeforeEach
    void settle() throws IOException, InterruptedException {
        for (String name : List.of("Ada", "Ben", "Chloe", "Dan", "Eve")) {
            nodes.add(RealNode.settle(name, homes.resolve(name)));
        }
        for (int i = 0; i < nodes.size(); i++) {
            String ticket =
                    nodes.get(i).api().invite("friend", 10, Duration.ofHours(1)).ticket();
            for (RealNode other : nodes.subList(i + 1, nodes.size())) {
                other.api().accept(ticket);
            }
        }
    }

    @AfterEach
    void end() {
        for (RealNode node : nodes) {
            node.close();
        }
    }

    @Test
    void nothingAcknowledgedIsLostHoweverOftenSomebodyIsKilled() throws Exception {
        acknowledge(put("first"));
        for (int round = 0; round < ROUNDS; round++) {
            RealNode victim = nodes.get(chance.nextInt(nodes.size()));
            int moment = chance.nextInt(600);
            switch (round % 3) {
                case 0 -> killDuringPut(victim, moment, "round " + round);
                case 1 -> killDuringGet(victim, moment);
                default -> killDuringRepair(victim, moment);
            }
            victim.startAgain();
            everythingAcknowledgedCanBeRead(round);
        }
        whatWasDamagedIsHealed();
        theAccountsAgree();
        nobodyHasPlaintext();
    }

    private void killDuringPut(RealNode victim, int moment, String what) throws Exception {
        Thread killer = killAfter(victim, moment);
        try {
            acknowledge(put(what));
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?s).{3,}");
        } finally {
            killer.join();
        }
    }

    private void killDuringGet(RealNode victim, int moment) throws Exception {
        RealNode reader = nodes.get(1 + chance.nextInt(nodes.size() - 1));
        Acknowledged wanted = acknowledged.get(chance.nextInt(acknowledged.size()));
        Thread killer = killAfter(victim, moment);
        try {
            assertThat(read(reader.api(), wanted.link)).isEqualTo(wanted.bytes);
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?s).{3,}");
        } finally {
            killer.join();
        }
    }

    /// A holder loses a shard, the owner is told to look, and somebody is killed while it is mended.
    private void killDuringRepair(RealNode victim, int moment) throws Exception {
        damage(nodes.get(1 + chance.nextInt(nodes.size() - 1)));
        Thread killer = killAfter(victim, moment);
        try {
            for (FileInfo file : owner().api().files()) {
                owner().api().check(file.manifest(), Progress.NONE);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            assertThat(e).hasMessageMatching("(?s).{3,}");
        } finally {
            killer.join();
        }
    }

    private Thread killAfter(RealNode victim, int moment) {
        return Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(moment);
                victim.kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private Acknowledged put(String what) throws IOException {
        byte[] text =
                (CANARY + " " + what + "\n").repeat(chance.nextInt(20_000)).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOf(text, text.length + 1);
        FileInfo put = owner().api()
                .put(
                        new PutRequest(
                                CANARY,
                                "neighborhood",
                                List.of(),
                                PutRequest.Holders.BY_REACH,
                                PutRequest.Wait.FOR_DURABLE),
                        new PutSource.Streamed(new ByteArrayInputStream(bytes)),
                        Progress.NONE);
        return new Acknowledged(put.link(), bytes);
    }

    private void acknowledge(Acknowledged put) {
        acknowledged.add(put);
    }

    private RealNode owner() {
        return nodes.getFirst();
    }

    /// Flips bits of a blob that a holder keeps.
    private void damage(RealNode holder) throws IOException {
        var disk = new BitRot(holder.home());
        List<String> blobs = new ArrayList<>(disk.blobs());
        String blob = blobs.remove(chance.nextInt(blobs.size()));
        while (!blobs.isEmpty() && !ownerCountsOn(new Damaged(holder, blob))) {
            blob = blobs.remove(chance.nextInt(blobs.size()));
        }
        disk.flip(blob);
        assertThat(disk.isWhole(blob)).hasValue(false);
        damaged.add(new Damaged(holder, blob));
    }

    /// Nothing that was damaged is counted on any more: holders have it whole again, or nobody claims that they have
    /// it.
    private void whatWasDamagedIsHealed() throws Exception {
        assertThat(damaged).hasSize(ROUNDS / 3);
        for (Damaged one : damaged) {
            eventually(() -> isHealed(one));
        }
        for (FileInfo file : owner().api().files()) {
            eventually(() -> {
                if (owner().api().health(file.manifest()).missingShards() > 0) {
                    throw new IOException(file.name() + " still lacks shards");
                }
                return true;
            });
        }
    }

    /// @return whether the holder has it whole again, false when it does not have it any more
    private boolean isHealed(Damaged one) throws IOException {
        Optional<Boolean> whole = new BitRot(one.holder.home()).isWhole(one.blob);
        if (whole.isPresent() && !whole.get() && ownerCountsOn(one)) {
            for (FileInfo file : owner().api().files()) {
                owner().api().check(file.manifest(), Progress.NONE);
            }
            throw new IOException(one.holder.name() + " still has the damaged " + one.blob);
        }
        return whole.orElse(false);
    }

    /// Whether the owner has a receipt for it that counts: a list for stewards, or a shard that is somewhere else
    /// instead by now, needs no healing.
    private boolean ownerCountsOn(Damaged one) throws IOException {
        try (var ledger = DriverManager.getConnection(
                        "jdbc:sqlite:" + owner().home().resolve("ledger.db"));
                var query = ledger.prepareStatement("SELECT 1 FROM placement WHERE cid = ? AND holder = ?")) {
            query.setString(1, Cid.raw(HexFormat.of().parseHex(one.blob)).toString());
            query.setString(2, one.holder.api().status().peerId().toString());
            return query.executeQuery().next();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private void everythingAcknowledgedCanBeRead(int round) throws Exception {
        RealNode reader = nodes.get(1 + round % (nodes.size() - 1));
        for (Acknowledged one : acknowledged) {
            assertThat(eventually(() -> read(reader.api(), one.link)))
                    .as("round %d of seed %d, read through %s", round, SEED, reader.name())
                    .isEqualTo(one.bytes);
        }
    }

    /// What holders say they keep for the owner is what the owner says they signed for, and every sum is exact.
    private void theAccountsAgree() throws Exception {
        Did ada = owner().api().status().passport();
        for (RealNode holder : nodes.subList(1, nodes.size())) {
            Did holderDid = holder.api().status().passport();
            eventually(() -> {
                long signedFor = find(owner().api().people(), holderDid).heldForMe();
                long kept = find(holder.api().people(), ada).heldForThem();
                if (signedFor != kept) {
                    throw new IOException(
                            holder.name() + " keeps " + kept + " bytes for Ada, who has receipts for " + signedFor);
                }
                return kept;
            });
        }
        for (RealNode node : nodes) {
            assertThat(node.api().doctor())
                    .filteredOn(check -> check.name().equals("accounting"))
                    .extracting(Check::outcome)
                    .containsExactly(Check.Outcome.WELL);
        }
    }

    private void nobodyHasPlaintext() throws IOException {
        byte[] canary = CANARY.getBytes(StandardCharsets.UTF_8);
        for (RealNode holder : nodes.subList(1, nodes.size())) {
            for (Path file : files(holder.home())) {
                assertThat(contains(Files.readAllBytes(file), canary))
                        .as("plaintext in %s", file)
                        .isFalse();
            }
        }
    }

    private static Person find(List<Person> people, Did did) {
        return people.stream()
                .filter(person -> person.did().equals(did))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] read(Kith kith, String link) throws IOException {
        var out = new ByteArrayOutputStream();
        kith.read(link, "", 0, OptionalLong.empty(), out);
        return out.toByteArray();
    }

    /// Asks again until it works or patience is at its end: people who were just killed take a moment to be seen again.
    private static <T> T eventually(Question<T> question) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return question.ask();
            } catch (IOException e) {
                if (Instant.now().isAfter(end)) {
                    throw e;
                }
                Thread.sleep(200);
            }
        }
    }

    private interface Question<T> {
        T ask() throws Exception;
    }

    private static List<Path> files(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(new String(wanted, StandardCharsets.ISO_8859_1));
    }
}
