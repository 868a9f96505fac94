package community.kith.app.serve;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;
import community.kith.community.recovery.RecoveryPolicy;
import community.kith.node.Version;
import community.kith.node.api.Progress;
import community.kith.node.api.Restored;
import community.kith.node.config.Finding;
import community.kith.node.config.Places;
import community.kith.node.home.Home;
import community.kith.node.home.HomeLock;
import community.kith.node.home.HomeMaker;
import community.kith.node.home.RecoveryFolder;
import community.kith.node.recovery.Seeking;
import community.kith.node.replication.Chance;
import community.kith.p2p.host.HostLimits;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a machine does to become a home again: asks guardians with a key of its own, makes the home when the passport
/// is
/// back, and takes up from friends what was in the one that was lost.
public final class Homecoming {
    private final Path dir;
    private final Chance chance;

    public Homecoming(Path dir, Chance chance) {
        this.dir = dir;
        this.chance = chance;
    }

    /// What is done with one who asks.
    @FunctionalInterface
    public interface Talk<T> {
        T with(Seeking seeking) throws IOException;
    }

    /// Speaks to guardians; listens nowhere.
    public <T> T asking(RecoveryFolder folder, Talk<T> talk) throws IOException {
        try (Libp2pHost host = Libp2pHost.start(
                new HostOptions(
                        folder.machine(),
                        List.of(),
                        "kith/" + Version.TEXT,
                        HostLimits.DEFAULT,
                        chance.entropy(),
                        chance.clock()),
                Libp2pHost.QuicStart.SOON)) {
            return talk.with(new Seeking(folder, host, chance.clock()));
        }
    }

    /// A home for the passport, with the machine's key as its device.
    public Home settle(SigningKey passport, SigningKey machine, String name, String deviceName) throws IOException {
        PeerId peer = PeerId.of(machine.verifyingKey());
        return new HomeMaker(
                        passport,
                        machine,
                        Delegation.issue(
                                passport, peer, deviceName, chance.clock().instant()))
                .make(dir, name, chance.entropy());
    }

    /// Runs a node for as long as it takes to bring my people and files back from friends.
    ///
    /// @param friends addresses of their devices
    /// @param policy who my guardians are, if that is known
    @SuppressWarnings("try") // the lock is held, not used
    public Restored account(
            Home home,
            Collection<Multiaddr> friends,
            Optional<RecoveryPolicy> policy,
            Map<String, String> environment,
            Progress progress)
            throws IOException {
        var anywhere = new Addresses(
                List.of(Multiaddr.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                List.of());
        try (HomeLock held = home.lock();
                Serving serving = Serving.start(
                        home,
                        Places.from(home.config(), environment),
                        anywhere,
                        Finding.from(home.config()).outsideOnly(),
                        chance)) {
            if (policy.isPresent()) {
                serving.node().rememberGuardians(policy.get());
            }
            return serving.node()
                    .restoreAccount(friends.stream().map(Multiaddr::toString).toList(), progress);
        }
    }
}
