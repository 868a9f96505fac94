package community.kith.interop.credential;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import community.kith.community.attestation.Attestation;
import community.kith.community.attestation.Claim;
import community.kith.community.identity.Passport;
import community.kith.interop.Npm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Digital Bazaar's `@digitalbazaar/vc` with its suite `eddsa-jcs-2022` verifies ours, and we verify its.
@Tag("foreign")
class ForeignCredentialsTest {
    private static final Path FOLDER = Path.of("credentials");
    private static final byte[] SEED = seed();

    private static byte[] seed() {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(seed, (byte) 1);
        return seed;
    }

    @BeforeAll
    static void packages() throws IOException, InterruptedException {
        Npm.install(FOLDER);
    }

    @Test
    void theyBelieveOurs(@TempDir Path scratch) throws IOException, InterruptedException {
        Path file = Files.write(scratch.resolve("attestation.json"), ours().bytes());

        assertThat(node("verify", file.toString())).isEqualTo("{\"verified\":true}");
    }

    @Test
    void theyDoNotBelieveOursWithAnotherWord(@TempDir Path scratch) throws IOException, InterruptedException {
        String changed = new String(ours().bytes(), StandardCharsets.UTF_8).replace("Fahrräder", "Autos");
        Path file = Files.writeString(scratch.resolve("attestation.json"), changed);

        assertThat(node("verify", file.toString())).startsWith("{\"verified\":false");
    }

    @Test
    void weBelieveTheirs() throws IOException, InterruptedException {
        Attestation theirs = Attestation.parse(issued());

        assertThat(theirs.verify(Instant.now()).isAllowed()).isTrue();
        assertThat(theirs.issuer()).isEqualTo(Did.of(SigningKey.fromSeed(SEED).verifyingKey()));
        assertThat(theirs.says()).contains("\"since\":2019.5", "1e+21");
    }

    @Test
    void weDoNotBelieveTheirsWithAnotherWord() throws IOException, InterruptedException {
        String changed = new String(issued(), StandardCharsets.UTF_8).replace("2019.5", "2018.5");

        assertThat(Attestation.parse(changed.getBytes(StandardCharsets.UTF_8))
                        .verify(Instant.now())
                        .isAllowed())
                .isFalse();
    }

    private static Attestation ours() {
        SigningKey root = SigningKey.fromSeed(SEED);
        Did me = Did.of(root.verifyingKey());
        Instant now = Instant.now();
        var claim = new Claim(
                me, "Zoë 🚲", "flickt Fahrräder: \"alle\"\u2009\\", Optional.of(now.plus(Duration.ofDays(30))));
        return Attestation.issue(new Passport(me, "Ada"), root, claim, now, new UUID(1, 2));
    }

    private static byte[] issued() throws IOException, InterruptedException {
        return node("issue", HexFormat.of().formatHex(SEED), ours().issuer().toString())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String node(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", "credential.js"));
        command.addAll(List.of(words));
        Process node = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return said.strip();
        } finally {
            node.destroyForcibly();
        }
    }
}
