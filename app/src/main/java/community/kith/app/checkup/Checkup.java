package community.kith.app.checkup;

import community.kith.app.serve.Addresses;
import community.kith.app.terminal.Words;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;
import community.kith.node.api.Check;
import community.kith.node.config.Settings;
import community.kith.node.home.Home;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Looks after one home from outside: keys, permissions, disk, clock, ports, Java. Asks no node and changes nothing.
public final class Checkup {
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");
    private static final Duration CLOCK_SLACK = Duration.ofMinutes(2);

    private final Home home;
    private final Instant now;

    public Checkup(Home home, Instant now) {
        this.home = home;
        this.now = now;
    }

    /// Every check, each with its finding.
    ///
    /// @param nodeRuns whether the ports may rightly be taken
    public List<Check> all(boolean nodeRuns) {
        var checks = new ArrayList<Check>();
        checks.add(tried("java", "Install a newer JDK; kith says how when it finds none.", this::java));
        checks.add(tried("keys", "Put the copy of your keys back that you kept.", this::keys));
        checks.add(tried("permissions", "Run as the user who made this home.", this::permissions));
        checks.add(tried("disk", "Look whether the disk of this home is there.", this::disk));
        checks.add(tried("clock", "Set the clock of this computer.", this::clock));
        if (!nodeRuns) {
            checks.add(tried("ports", "Mend config.properties.", this::ports));
        }
        return checks;
    }

    @FunctionalInterface
    private interface Look {
        Check now() throws IOException;
    }

    private static Check tried(String name, String nextStep, Look look) {
        try {
            return look.now();
        } catch (IOException | IllegalArgumentException e) {
            return new Check(name, Check.Outcome.FAILED, String.valueOf(e.getMessage()), nextStep);
        }
    }

    private Check java() {
        return well(
                "java",
                "Java " + Runtime.version() + " with "
                        + Words.size(Runtime.getRuntime().maxMemory()) + " of heap");
    }

    private Check keys() throws IOException {
        if (home.isLocked()) {
            return well("keys", home.delegation().passport() + ", locked by a passphrase");
        }
        SigningKey device = home.deviceKey();
        Delegation delegation = home.delegation();
        boolean fits = (!home.hasPassportKey()
                        || delegation
                                .passport()
                                .equals(Did.of(home.passportKey().verifyingKey())))
                && delegation.device().equals(PeerId.of(device.verifyingKey()));
        if (!fits) {
            return new Check(
                    "keys",
                    Check.Outcome.FAILED,
                    "the passport, the device's key and the delegation do not belong together",
                    "Put the copy of " + home.dir().resolve("keys") + " back that you kept.");
        }
        return well("keys", delegation.passport() + " and its device " + delegation.device());
    }

    private Check permissions() throws IOException {
        for (Path secret : home.secrets()) {
            if (!Files.getFileStore(secret).supportsFileAttributeView("posix")) {
                return well("permissions", "this file system keeps none");
            }
            Set<PosixFilePermission> granted = Files.getPosixFilePermissions(secret);
            if (granted.stream().anyMatch(OTHERS::contains)) {
                return new Check(
                        "permissions",
                        Check.Outcome.FAILED,
                        "other users of this computer may use " + secret + " (" + PosixFilePermissions.toString(granted)
                                + ")",
                        "Close it: chmod go= " + secret);
            }
        }
        return well("permissions", "nobody but you can read keys and token");
    }

    private Check disk() throws IOException {
        long free = Files.getFileStore(home.dir()).getUsableSpace();
        long floor = Settings.from(home.config()).diskFloorBytes();
        String found = Words.size(free) + " free at " + home.dir();
        return free > floor
                ? well("disk", found)
                : new Check(
                        "disk",
                        Check.Outcome.WARNING,
                        found + ", and the last " + Words.size(floor) + " are not given to others",
                        "Make room, or lower disk.floor in config.properties.");
    }

    /// Nothing here can be from the future.
    private Check clock() throws IOException {
        Instant newest = Instant.EPOCH;
        try (Stream<Path> files = Files.list(home.dir())) {
            for (Path file : files.toList()) {
                Instant changed = Files.getLastModifiedTime(file).toInstant();
                newest = changed.isAfter(newest) ? changed : newest;
            }
        }
        return newest.isAfter(now.plus(CLOCK_SLACK))
                ? new Check(
                        "clock",
                        Check.Outcome.FAILED,
                        "it says " + now + ", but something in " + home.dir() + " was written at " + newest
                                + ": the clock is behind",
                        "Set the clock of this computer, best by NTP.")
                : well("clock", "it says " + now + ", and nothing here is newer");
    }

    private Check ports() throws IOException {
        var taken = new ArrayList<String>();
        for (InetSocketAddress address : Addresses.wishes(home.config())) {
            if (!Addresses.isFree(address)) {
                taken.add(address.getHostString() + ":" + address.getPort());
            }
        }
        return taken.isEmpty()
                ? well("ports", "free for this node")
                : new Check(
                        "ports",
                        Check.Outcome.WARNING,
                        "another program listens on " + String.join(" and ", taken),
                        "Stop it, or set listen= and http= in config.properties.");
    }

    private static Check well(String name, String detail) {
        return new Check(name, Check.Outcome.WELL, detail, "");
    }
}
