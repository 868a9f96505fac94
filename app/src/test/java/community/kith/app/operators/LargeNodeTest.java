package community.kith.app.operators;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.app.soak.RealNode;
import community.kith.base.check.PostgresServer;
import community.kith.base.check.SwiftServer;
import community.kith.node.api.Check;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Kith;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import community.kith.store.s3.S3Address;
import community.kith.store.s3.S3Client;
import community.kith.store.s3.S3Credentials;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kith run` with its ledger in PostgreSQL and its blobs in a bucket, beside nodes at home: real processes, real
/// services.
@Tag("operators")
class LargeNodeTest {
    @TempDir
    private Path homes;

    @Test
    void putsHoldsAndGivesBackAlsoAfterBeingKilled() throws Exception {
        byte[] large = bytes(1, 3_000_000);
        byte[] small = bytes(2, 300_000);
        try (RealNode operator = RealNode.settle("Olga", homes.resolve("olga"), services());
                RealNode friend = RealNode.settle("Ben", homes.resolve("ben"));
                RealNode third = RealNode.settle("Chloe", homes.resolve("chloe"))) {
            befriend(operator, friend);
            befriend(operator, third);
            befriend(friend, third);
            String hers = put(operator, large);
            String his = put(friend, small);
            assertThat(read(friend.api(), hers)).isEqualTo(large);
            assertThat(read(operator.api(), his)).isEqualTo(small);

            operator.kill();
            operator.startAgain();
            assertThat(read(operator.api(), hers)).isEqualTo(large);
            assertThat(read(friend.api(), his)).isEqualTo(small);
            for (RealNode node : List.of(operator, friend, third)) {
                assertThat(node.api().doctor())
                        .filteredOn(check -> check.name().equals("accounting"))
                        .extracting(Check::outcome)
                        .containsExactly(Check.Outcome.WELL);
            }
            assertThat(operator.home().resolve("ledger.db")).doesNotExist();
            assertThat(operator.home().resolve("blobs").resolve("blobs")).doesNotExist();
            assertThat(Files.readString(operator.home().resolve("logs").resolve("kith.log")))
                    .doesNotContain(PostgresServer.PASSWORD)
                    .doesNotContain(SwiftServer.SECRET_KEY + "\n");
        }
    }

    private static void befriend(RealNode one, RealNode other) throws IOException {
        other.api().accept(one.api().invite("friend", 1, Duration.ofHours(1)).ticket());
    }

    private static String services() throws IOException {
        SwiftServer swift = SwiftServer.shared();
        String blobs = "s3://" + swift.newBucket() + "/olga?endpoint=" + swift.endpoint();
        var credentials = new S3Credentials(SwiftServer.ACCESS_KEY, SwiftServer.SECRET_KEY, Optional.empty());
        try (var client = new S3Client(S3Address.parse(blobs), credentials, InstantSource.system(), new Random())) {
            client.createBucket();
        }
        return """
                ledger=%s
                ledger.password=%s
                blobs=%s
                blobs.capacity=1GB
                blobs.access-key=%s
                blobs.secret-key=%s
                """.formatted(
                        PostgresServer.shared().createDatabase(),
                        PostgresServer.PASSWORD,
                        blobs,
                        SwiftServer.ACCESS_KEY,
                        SwiftServer.SECRET_KEY);
    }

    private static String put(RealNode node, byte[] bytes) throws IOException {
        var request = new PutRequest(
                "file", "neighborhood", List.of(), PutRequest.Holders.BY_REACH, PutRequest.Wait.FOR_DURABLE);
        FileInfo put = node.api().put(request, new PutSource.Streamed(new ByteArrayInputStream(bytes)), Progress.NONE);
        assertThat(put.receipts()).isPositive();
        return put.link();
    }

    private static byte[] read(Kith api, String link) throws IOException {
        var out = new ByteArrayOutputStream();
        api.read(link, "", 0, OptionalLong.empty(), out);
        return out.toByteArray();
    }

    private static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
