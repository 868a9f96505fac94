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
    static final String DELEGATION = "device.delegation";

    private final Path dir;

    private Home(Path dir) {
        this.dir = dir;
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
        return new Home(dir);
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
        Path keys = dir.resolve(KEYS);
        return List.of(keys, keys.resolve(PASSPORT), keys.resolve(DEVICE), dir.resolve(TOKEN));
    }

    public SigningKey passportKey() throws IOException {
        return KeyFile.read(dir.resolve(KEYS).resolve(PASSPORT));
    }

    public SigningKey deviceKey() throws IOException {
        return KeyFile.read(dir.resolve(KEYS).resolve(DEVICE));
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
