package community.kith.node.home;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import community.kith.community.recovery.RecoveryRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// What a machine has while it asks for a lost passport: `HOME/recovery/`, with the key it asks with, its request, and
/// what it was given so far. Each file appears whole, so whoever is killed goes on where it was.
public final class RecoveryFolder {
    static final String NAME = "recovery";
    private static final String MACHINE = "machine.key";
    private static final String REQUEST = "request";
    private static final String GATHERED = "gathered";
    private static final int MAX_BYTES = 1 << 20;

    private final Path dir;
    private final SigningKey machine;
    private final RecoveryRequest request;

    private RecoveryFolder(Path dir, SigningKey machine, RecoveryRequest request) {
        this.dir = dir;
        this.machine = machine;
        this.request = request;
    }

    /// The recovery that was begun in this home and is not finished.
    public static Optional<RecoveryFolder> in(Path home) throws IOException {
        Path dir = home.resolve(NAME);
        try {
            byte[] request = bounded(dir.resolve(REQUEST));
            return Optional.of(new RecoveryFolder(
                    dir, KeyFile.read(dir.resolve(MACHINE), Optional.empty()), RecoveryRequest.parse(request)));
        } catch (NoSuchFileException notBegun) {
            return Optional.empty();
        }
    }

    /// Begins with a key and a request that nobody has seen; what was gathered with another request is of no use, and
    /// goes.
    ///
    /// @param deviceName what the owner calls this computer
    public static RecoveryFolder begin(Path home, Did passport, String deviceName, Instant now, RandomGenerator entropy)
            throws IOException {
        OwnersFiles.createDirectories(home);
        Path dir = home.resolve(NAME);
        OwnersFiles.createDirectories(dir);
        Files.deleteIfExists(dir.resolve(REQUEST));
        Files.deleteIfExists(dir.resolve(GATHERED));
        SigningKey machine = SigningKey.generate(entropy);
        KeyFile.write(dir.resolve(MACHINE), machine);
        RecoveryRequest request = RecoveryRequest.make(passport, machine, deviceName, now, entropy);
        OwnersFiles.replace(dir.resolve(REQUEST), request.bytes());
        return new RecoveryFolder(dir, machine, request);
    }

    public SigningKey machine() {
        return machine;
    }

    public RecoveryRequest request() {
        return request;
    }

    /// What was kept last; empty when nothing was.
    public byte[] gathered() throws IOException {
        try {
            return bounded(dir.resolve(GATHERED));
        } catch (NoSuchFileException nothing) {
            return new byte[0];
        }
    }

    /// Keeps what was gathered so far, durably, in place of what was kept before.
    public void keep(byte[] gathered) throws IOException {
        OwnersFiles.replace(dir.resolve(GATHERED), gathered);
    }

    /// Deletes all of it: the passport is back, or is not wanted any more.
    public void remove() throws IOException {
        Files.deleteIfExists(dir.resolve(REQUEST));
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(dir);
    }

    private static byte[] bounded(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is too large to be part of a recovery");
        }
        return Files.readAllBytes(file);
    }
}
