package community.kith.node.home;

import community.kith.base.crypto.SigningKey;
import community.kith.community.identity.Delegation;
import java.io.IOException;
import java.io.Reader;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// One node's directory. Opening it reads nothing: each file is read when it is asked for, so that a command which only
/// needs the token never touches a private key.
public final class Home {
    static final String CONFIG = "config.properties";
    static final String TOKEN = "api-token";
    static final String KEYS = "keys";
    static final String LOCK = "lock";
    static final String RUNNING = "node.json";
    static final String PASSPORT = "passport.key";
    static final String DEVICE = "device.key";
    /// The salt that all devices of the passport share, where the passport's key is not: kept as keys are.
    static final String SALT = "own.salt";

    static final String DELEGATION = "device.delegation";
    static final String KEY_LOCK = "passphrase.lock";

    private final Path dir;
    private final Optional<byte[]> homeKey;

    private Home(Path dir, Optional<byte[]> homeKey) {
        this.dir = dir;
        this.homeKey = homeKey;
    }

    /// Whether there is a home at `dir`, complete with its keys.
    public static boolean isAt(Path dir) {
        return Files.isDirectory(dir.resolve(KEYS));
    }

    /// The home at `dir`.
    ///
    /// @throws NoSuchFileException when there is none
    public static Home open(Path dir) throws IOException {
        if (!isAt(dir)) {
            throw new NoSuchFileException(dir.toString(), null, "no Kith home: it has no directory " + KEYS);
        }
        return new Home(dir, Optional.empty());
    }

    public Path dir() {
        return dir;
    }

    public Path ledger() {
        return dir.resolve("ledger.db");
    }

    public Path blobs() {
        return dir.resolve("blobs");
    }

    /// What this node neither keeps nor gives; there need be none.
    public Path denylist() {
        return dir.resolve("denylist");
    }

    public Path logs() {
        return dir.resolve("logs");
    }

    public Path log() {
        return logs().resolve("kith.log");
    }

    /// Directories and files that nobody but the owner may look into.
    public List<Path> secrets() {
        return Stream.concat(
                        Stream.of(dir.resolve(KEYS), dir.resolve(TOKEN)),
                        keys().stream().map(this::key))
                .toList();
    }

    /// The names of those keys that are here.
    private List<String> keys() {
        return Stream.of(PASSPORT, DEVICE, SALT)
                .filter(name -> Files.exists(key(name)))
                .toList();
    }

    /// Whether the passport's own key is here, and not only its word for this device.
    public boolean hasPassportKey() {
        return Files.exists(key(PASSPORT));
    }

    /// The secret that the salt of all devices of the passport follows from, where the passport's key is not here.
    ///
    /// @throws LockedHomeException when it takes a passphrase that was not given
    public byte[] ownSalt() throws IOException {
        return KeyFile.read(key(SALT), homeKey).seed();
    }

    /// @throws LockedHomeException when it takes a passphrase that was not given
    public SigningKey passportKey() throws IOException {
        return KeyFile.read(key(PASSPORT), homeKey);
    }

    /// @throws LockedHomeException when it takes a passphrase that was not given
    public SigningKey deviceKey() throws IOException {
        return KeyFile.read(key(DEVICE), homeKey);
    }

    private Path key(String name) {
        return dir.resolve(KEYS).resolve(name);
    }

    /// Whether the keys take a passphrase that was not given.
    public boolean isLocked() {
        return homeKey.isEmpty() && Files.exists(key(KEY_LOCK));
    }

    /// The same with its keys open.
    ///
    /// @throws LockedHomeException when that is not the passphrase
    public Home unlock(char[] passphrase, RandomGenerator random) throws IOException {
        byte[] opened = KeyLock.read(key(KEY_LOCK))
                .open(passphrase)
                .orElseThrow(() -> new LockedHomeException("that is not the passphrase of " + dir));
        sealKeys(opened, random);
        return new Home(dir, Optional.of(opened));
    }

    /// Locks the keys with a passphrase, or with another one. Killed in between, it is finished when they are opened
    /// next.
    ///
    /// @throws LockedHomeException when they are locked and not open
    public Home setPassphrase(char[] passphrase, RandomGenerator random) throws IOException {
        requireOpen();
        byte[] key = homeKey.orElseGet(() -> {
            byte[] fresh = new byte[KeyLock.KEY_BYTES];
            random.nextBytes(fresh);
            return fresh;
        });
        KeyLock.of(passphrase, key, random).write(key(KEY_LOCK));
        sealKeys(key, random);
        return new Home(dir, Optional.of(key));
    }

    private void sealKeys(byte[] under, RandomGenerator random) throws IOException {
        for (String name : keys()) {
            if (!KeyFile.isLocked(key(name))) {
                KeyFile.write(key(name), KeyFile.read(key(name), Optional.empty()), under, random);
            }
        }
    }

    /// From now on whoever may read the files has the keys.
    ///
    /// @throws LockedHomeException when they are locked and not open
    public Home removePassphrase() throws IOException {
        requireOpen();
        for (String name : keys()) {
            KeyFile.write(key(name), KeyFile.read(key(name), homeKey));
        }
        Files.deleteIfExists(key(KEY_LOCK));
        OwnersFiles.settle(dir.resolve(KEYS));
        return new Home(dir, Optional.empty());
    }

    private void requireOpen() throws LockedHomeException {
        if (isLocked()) {
            throw new LockedHomeException("the keys of " + dir + " are locked by a passphrase");
        }
    }

    /// The passport's word that the device is its own.
    public Delegation delegation() throws IOException {
        Path file = dir.resolve(KEYS).resolve(DELEGATION);
        try {
            return Delegation.parse(Files.readAllBytes(file));
        } catch (ProtocolException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    /// What the owner is called.
    public String name() throws IOException {
        String name = config().getProperty("name", "").strip();
        if (name.isEmpty()) {
            throw new IOException(dir.resolve(CONFIG) + " has no line name=…");
        }
        return name;
    }

    /// What the owner has set.
    public Properties config() throws IOException {
        var properties = new Properties();
        Path file = dir.resolve(CONFIG);
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is not understood: " + e.getMessage(), e);
        }
        return properties;
    }

    /// What a caller of the HTTP API shows to be the owner.
    public String apiToken() throws IOException {
        return Files.readString(dir.resolve(TOKEN), StandardCharsets.US_ASCII).strip();
    }

    /// Makes this process the only one that may run a node here, until it ends or closes the lock.
    ///
    /// @throws HomeInUseException when another process has it
    public HomeLock lock() throws IOException {
        return HomeLock.take(dir.resolve(LOCK));
    }

    /// The node that runs on this home now, as far as it said so and its process lives.
    public Optional<RunningNode> running() throws IOException {
        Path file = dir.resolve(RUNNING);
        try {
            return Optional.of(RunningNode.parse(Files.readString(file, StandardCharsets.UTF_8)))
                    .filter(RunningNode::isAlive);
        } catch (NoSuchFileException nobody) {
            return Optional.empty();
        } catch (ProtocolException e) {
            throw new IOException(file + " is damaged: " + e.getMessage() + "; restart the node", e);
        }
    }

    /// Lets commands find the node that runs here.
    public void announce(RunningNode node) throws IOException {
        OwnersFiles.replace(dir.resolve(RUNNING), node.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Takes the announcement back.
    public void retract() throws IOException {
        Files.deleteIfExists(dir.resolve(RUNNING));
    }
}
