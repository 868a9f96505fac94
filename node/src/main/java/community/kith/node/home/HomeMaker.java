package community.kith.node.home;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Makes a home. The directory of keys appears last, and at once: whoever is interrupted before finds no home and may
/// simply begin again.
public final class HomeMaker {
    private static final int TOKEN_BYTES = 32;
    private static final String DRAFT = "keys.new";

    /// What an interrupted attempt may have left.
    private static final Set<String> OURS = Set.of(
            Home.CONFIG, Home.CONFIG + ".new", Home.TOKEN, Home.TOKEN + ".new", Home.LOCK, DRAFT, RecoveryFolder.NAME);

    private final Optional<SigningKey> passport;
    private final Optional<byte[]> salt;
    private final SigningKey device;
    private final Delegation delegation;

    /// A maker for one person and one device.
    ///
    /// @param delegation signed by `passport` for `device`
    public HomeMaker(SigningKey passport, SigningKey device, Delegation delegation) {
        this(Optional.of(passport), Optional.empty(), device, delegation);
    }

    private HomeMaker(Optional<SigningKey> passport, Optional<byte[]> salt, SigningKey device, Delegation delegation) {
        this.passport = passport;
        this.salt = salt;
        this.device = device;
        this.delegation = delegation;
    }

    /// A maker for one more device of somebody, which does not get the passport's key.
    ///
    /// @param salt that all devices of that passport share, 32 bytes
    public static HomeMaker ofAnotherDevice(SigningKey device, Delegation delegation, byte[] salt) {
        return new HomeMaker(Optional.empty(), Optional.of(salt.clone()), device, delegation);
    }

    /// A maker for somebody new.
    ///
    /// @param deviceName what they call the device
    /// @param entropy unpredictable: the keys are made of it
    public static HomeMaker withFreshKeys(String deviceName, Instant now, RandomGenerator entropy) {
        SigningKey passport = SigningKey.generate(entropy);
        SigningKey device = SigningKey.generate(entropy);
        return new HomeMaker(
                passport,
                device,
                Delegation.issue(passport, PeerId.of(device.verifyingKey()), Names.device(deviceName), now));
    }

    public Delegation delegation() {
        return delegation;
    }

    /// Makes a complete home, or none.
    ///
    /// @param name what the owner is called
    /// @param entropy unpredictable: the token of the HTTP API is made of it
    /// @throws FileAlreadyExistsException when there is a home at `dir`, or something else
    @SuppressWarnings("try") // the lock is held, not used
    public Home make(Path dir, String name, RandomGenerator entropy) throws IOException {
        OwnersFiles.createDirectories(dir);
        refuseStrangers(dir);
        try (HomeLock held = HomeLock.take(dir.resolve(Home.LOCK))) {
            refuseAnotherHome(dir);
            OwnersFiles.replace(dir.resolve(Home.CONFIG), config(name).getBytes(StandardCharsets.UTF_8));
            OwnersFiles.replace(dir.resolve(Home.TOKEN), token(entropy).getBytes(StandardCharsets.US_ASCII));
            writeKeys(dir.resolve(DRAFT));
            Files.move(dir.resolve(DRAFT), dir.resolve(Home.KEYS), StandardCopyOption.ATOMIC_MOVE);
            OwnersFiles.settle(dir);
        }
        return Home.open(dir);
    }

    private void writeKeys(Path keys) throws IOException {
        OwnersFiles.createDirectories(keys);
        for (String old : new String[] {Home.PASSPORT, Home.DEVICE, Home.SALT, Home.DELEGATION}) {
            Files.deleteIfExists(keys.resolve(old));
        }
        if (passport.isPresent()) {
            KeyFile.write(keys.resolve(Home.PASSPORT), passport.get());
        }
        if (salt.isPresent()) {
            KeyFile.write(keys.resolve(Home.SALT), SigningKey.fromSeed(salt.get()));
        }
        KeyFile.write(keys.resolve(Home.DEVICE), device);
        OwnersFiles.write(keys.resolve(Home.DELEGATION), delegation.bytes());
        OwnersFiles.settle(keys);
    }

    private static void refuseStrangers(Path dir) throws IOException {
        refuseAnotherHome(dir);
        try (Stream<Path> files = Files.list(dir)) {
            var stranger = files.filter(
                            file -> !OURS.contains(file.getFileName().toString()))
                    .findFirst();
            if (stranger.isPresent()) {
                throw new FileAlreadyExistsException(
                        dir.toString(),
                        null,
                        "not empty: there is " + stranger.get().getFileName());
            }
        }
    }

    private static void refuseAnotherHome(Path dir) throws IOException {
        if (Home.isAt(dir)) {
            throw new FileAlreadyExistsException(dir.toString(), null, "there is a passport already");
        }
    }

    private static String token(RandomGenerator entropy) {
        byte[] token = new byte[TOKEN_BYTES];
        entropy.nextBytes(token);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token) + "\n";
    }

    private static String config(String name) {
        return """
                # What this node is told. Everything but the name has a default; docs/guide/config.md explains each.
                name=%s
                #listen=/ip4/0.0.0.0/tcp/4070
                #http=127.0.0.1:4071
                #bond.offer=10GB
                """.formatted(name.replace("\\", "\\\\"));
    }
}
