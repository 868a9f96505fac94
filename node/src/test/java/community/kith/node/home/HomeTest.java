package community.kith.node.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeTest {
    private final RandomGenerator chance = new Random(1);
    private final SigningKey passport = SigningKey.generate(chance);
    private final SigningKey device = SigningKey.generate(chance);
    private final Delegation delegation =
            Delegation.issue(passport, PeerId.of(device.verifyingKey()), "laptop", Instant.EPOCH);

    @TempDir
    private Path dir = Path.of("");

    private Home make() throws IOException {
        return new HomeMaker(passport, device, delegation).make(dir.resolve("home"), "Ada \\ Bob", chance);
    }

    @Test
    void givesBackWhatWasPutIn() throws Exception {
        Home home = make();

        assertThat(home.passportKey().seed()).isEqualTo(passport.seed());
        assertThat(home.deviceKey().seed()).isEqualTo(device.seed());
        assertThat(home.delegation()).isEqualTo(delegation);
        assertThat(home.name()).isEqualTo("Ada \\ Bob");
        assertThat(home.apiToken()).matches("[A-Za-z0-9_-]{43}");
        assertThat(home.running()).isEmpty();
    }

    @Test
    void aPassphraseLocksTheKeysAndOpensThem() throws Exception {
        Home home = make();
        home.setPassphrase("correct horse".toCharArray(), chance);

        Home locked = Home.open(home.dir());
        assertThat(locked.isLocked()).isTrue();
        assertThatThrownBy(locked::passportKey).isInstanceOf(LockedHomeException.class);
        assertThatThrownBy(() -> locked.unlock("correct horses".toCharArray(), chance))
                .isInstanceOf(LockedHomeException.class);
        assertThatThrownBy(() -> locked.setPassphrase("another".toCharArray(), chance))
                .isInstanceOf(LockedHomeException.class);
        Home open = locked.unlock("correct horse".toCharArray(), chance);
        assertThat(open.passportKey().seed()).isEqualTo(passport.seed());
        assertThat(open.deviceKey().seed()).isEqualTo(device.seed());
        assertThat(Files.readString(home.dir().resolve("keys/passport.key"))).startsWith("-----BEGIN KITH LOCKED");

        open.setPassphrase("battery staple".toCharArray(), chance);
        assertThatThrownBy(() -> locked.unlock("correct horse".toCharArray(), chance))
                .isInstanceOf(LockedHomeException.class);
        locked.unlock("battery staple".toCharArray(), chance).removePassphrase();
        assertThat(Home.open(home.dir()).passportKey().seed()).isEqualTo(passport.seed());
        assertThat(home.dir().resolve("keys/passphrase.lock")).doesNotExist();
    }

    @Test
    void aLockThatWasCutOffIsFinishedWhenItIsOpened() throws Exception {
        Home home = make();
        byte[] plain = Files.readAllBytes(home.dir().resolve("keys/passport.key"));
        home.setPassphrase("correct horse".toCharArray(), chance);
        Files.write(home.dir().resolve("keys/passport.key"), plain);

        Home open = Home.open(home.dir()).unlock("correct horse".toCharArray(), chance);

        assertThat(open.passportKey().seed()).isEqualTo(passport.seed());
        assertThat(Files.readString(home.dir().resolve("keys/passport.key"))).startsWith("-----BEGIN KITH LOCKED");
    }

    @Test
    void keysThatWereSwappedOrChangedDoNotOpen() throws Exception {
        Home home = make();
        home.setPassphrase("correct horse".toCharArray(), chance);
        Path keys = home.dir().resolve("keys");
        Files.copy(keys.resolve("device.key"), keys.resolve("passport.key"), StandardCopyOption.REPLACE_EXISTING);
        Home open = Home.open(home.dir()).unlock("correct horse".toCharArray(), chance);

        assertThatThrownBy(open::passportKey).isInstanceOf(IOException.class).hasMessageContaining("damaged");
        byte[] lock = Files.readAllBytes(keys.resolve("passphrase.lock"));
        for (int cut = 0; cut < lock.length; cut++) {
            Files.write(keys.resolve("passphrase.lock"), Arrays.copyOf(lock, cut));
            assertThatThrownBy(() -> Home.open(home.dir()).unlock("correct horse".toCharArray(), chance))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void aLockThatWouldTakeAllMemoryIsRefused() throws Exception {
        Home home = make();
        home.setPassphrase("correct horse".toCharArray(), chance);
        Path lock = home.dir().resolve("keys/passphrase.lock");
        KeyLock given = KeyLock.read(lock);
        Files.write(
                lock,
                DagCbor.encode(Ipld.fields()
                        .put("v", 1)
                        .put("kdf", "argon2id")
                        .put("m", Integer.MAX_VALUE)
                        .put("t", 1)
                        .put("p", 1)
                        .put("salt", given.salt())
                        .put("key", given.wrapped())
                        .build()));

        assertThatThrownBy(() -> Home.open(home.dir()).unlock("correct horse".toCharArray(), chance))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Argon2id with 2147483647 KiB");
    }

    @Test
    void anInterruptedBeginningIsNoHomeAndMayBeBegunAgain() throws Exception {
        Home complete = make();
        Path home = complete.dir();
        Files.move(home.resolve(Home.KEYS), home.resolve("keys.new"));

        assertThat(Home.isAt(home)).isFalse();
        assertThatThrownBy(() -> Home.open(home)).isInstanceOf(NoSuchFileException.class);
        assertThat(make().passportKey().seed()).isEqualTo(passport.seed());
    }

    @Test
    void neverOverwritesAHomeNorSomebodyElsesFiles() throws Exception {
        make();
        assertThatThrownBy(this::make).isInstanceOf(FileAlreadyExistsException.class);

        Path other = Files.createDirectory(dir.resolve("other"));
        Files.writeString(other.resolve("letter"), "dear");
        assertThatThrownBy(() -> new HomeMaker(passport, device, delegation).make(other, "Ada", chance))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("letter");
    }

    @Test
    void onlyOneProcessRunsOnIt() throws Exception {
        Home home = make();

        try (HomeLock first = home.lock()) {
            assertThat(first).isNotNull();
            assertThatThrownBy(home::lock).isInstanceOf(HomeInUseException.class);
        }
        home.lock().close();
    }

    @Test
    void tellsWhereTheNodeRunsWhileItsProcessLives() throws Exception {
        Home home = make();
        var node = new RunningNode(
                URI.create("http://127.0.0.1:4071"), ProcessHandle.current().pid(), delegation.device());

        home.announce(node);
        assertThat(home.running()).contains(node);

        home.announce(new RunningNode(node.url(), Integer.MAX_VALUE, node.peerId()));
        assertThat(home.running()).isEmpty();

        home.retract();
        assertThat(home.running()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"url\":\"ftp://x\",\"pid\":1,\"peerId\":\"12D3\"}"})
    void anAnnouncementThatIsDamagedIsNamed(String text) throws Exception {
        Home home = make();
        Files.writeString(home.dir().resolve("node.json"), text);

        assertThatThrownBy(home::running).isInstanceOf(IOException.class).hasMessageContaining("node.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN PRIVATE KEY-----\n!!\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----"
            })
    void aKeyThatIsDamagedIsNamed(String pem) throws Exception {
        Home home = make();
        Files.writeString(home.dir().resolve("keys/device.key"), pem);

        assertThatThrownBy(home::deviceKey).isInstanceOf(IOException.class).hasMessageContaining("device.key");
    }

    /// RFC 8410, section 10.3: the key that the standard itself prints.
    @Test
    void readsAndWritesKeysAsTheStandardDoes() throws Exception {
        String pem = """
                -----BEGIN PRIVATE KEY-----
                MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
                -----END PRIVATE KEY-----
                """;
        Path file = dir.resolve("rfc.key");
        Files.writeString(file, pem);

        SigningKey key = KeyFile.read(file, Optional.empty());

        assertThat(key.verifyingKey().raw())
                .asHexString()
                .isEqualTo("19BF44096984CDFE8541BAC167DC3B96C85086AA30B6B6CB0C5C38AD703166E1");
        KeyFile.write(dir.resolve("again.key"), key);
        assertThat(dir.resolve("again.key")).hasContent(pem);
    }

    @Test
    void secretsAreTheirOwnersOnly() throws Exception {
        for (Path secret : make().secrets()) {
            assertThat(Files.getPosixFilePermissions(secret))
                    .allMatch(granted -> granted.name().startsWith("OWNER"));
        }
    }
}
