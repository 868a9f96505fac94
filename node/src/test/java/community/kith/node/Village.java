package community.kith.node;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Device;
import community.kith.community.identity.Passport;
import community.kith.community.layer.Budgets;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Invitation;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import community.kith.node.config.Settings;
import community.kith.node.denylist.DenylistBook;
import community.kith.node.exchange.Denylist;
import community.kith.node.ledger.Holdings;
import community.kith.node.ledger.Ledger;
import community.kith.node.location.ContentLocation;
import community.kith.node.people.Me;
import community.kith.node.people.People;
import community.kith.node.replication.Chance;
import community.kith.node.replication.Disk;
import community.kith.p2p.host.Host;
import community.kith.p2p.memory.MemoryNetwork;
import community.kith.store.blob.Blobs;
import community.kith.store.blob.MemoryBlobs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.random.RandomGenerator;

/// A handful of real nodes in one process: their network and disks are memory, their time stands still until it is
/// moved.
public final class Village implements AutoCloseable {
    private final MemoryNetwork network = new MemoryNetwork();
    private Hosts hosts = network::host;
    private final RandomGenerator chance;
    private final Settings settings;
    private final List<Villager> villagers = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    public Village(long seed) {
        this(seed, 1);
    }

    /// @param largeDeletion what part of everything may be removed within an hour without asking
    public Village(long seed, double largeDeletion) {
        this.chance = new Random(seed);
        this.settings = new Settings(
                        Duration.ofMillis(20),
                        Duration.ofHours(24),
                        Duration.ofHours(12),
                        1_000_000_000L,
                        0,
                        Duration.ofMillis(200),
                        Duration.ofDays(30),
                        largeDeletion)
                .withCache(0); // what is read shall come from holders
    }

    /// One in which what was read is cached, among hosts made like this.
    Village(long seed, long cacheBytes, Hosts hosts) {
        this.chance = new Random(seed);
        this.settings = new Village(seed).settings.withCache(cacheBytes);
        this.hosts = hosts;
    }

    public Village(long seed, Budgets budgets) {
        this.chance = new Random(seed);
        this.settings = new Village(seed).settings.withBudgets(budgets);
    }

    /// Makes the host of a device.
    @FunctionalInterface
    interface Hosts {
        Host of(SigningKey key) throws IOException;
    }

    /// One node and what it stands on.
    public record Villager(
            String name,
            Did did,
            Host host,
            ContentLocation location,
            Node node,
            Blobs blobs,
            Ledger ledger,
            SigningKey passport,
            SigningKey key) {
        public PeerId peer() {
            return host.id();
        }

        /// Puts a film, and waits until it is durable.
        FileInfo put(String reach, byte[] bytes) throws IOException {
            var request =
                    new PutRequest("film", reach, List.of(), PutRequest.Holders.BY_REACH, PutRequest.Wait.FOR_DURABLE);
            return node.put(request, new PutSource.Streamed(new ByteArrayInputStream(bytes)), Progress.NONE);
        }

        byte[] read(FileInfo file) throws IOException {
            var out = new ByteArrayOutputStream();
            node.read(file.link(), "", 0, OptionalLong.empty(), out);
            return out.toByteArray();
        }

        /// The bytes that it keeps for somebody it knows.
        long keepsFor(Villager owner) {
            return node.people().stream()
                    .filter(person -> person.did().equals(owner.did))
                    .findFirst()
                    .orElseThrow()
                    .heldForThem();
        }
    }

    public Villager settle(String name) throws IOException {
        return settle(name, new MemoryBlobs());
    }

    /// @param blobs its disk, closed with the village
    public Villager settle(String name, Blobs blobs) throws IOException {
        return settle(name, SigningKey.generate(chance), blobs);
    }

    /// A new computer of somebody who has the passport's key and nothing else.
    public Villager settleAgain(Villager lost) throws IOException {
        return settle(lost.name(), lost.passport(), new MemoryBlobs());
    }

    private Villager settle(String name, SigningKey passport, Blobs blobs) throws IOException {
        SigningKey key = SigningKey.generate(chance);
        Did did = Did.of(passport.verifyingKey());
        PeerId peer = PeerId.of(key.verifyingKey());
        var device = new Device(new Passport(did, name), Delegation.issue(passport, peer, name + "'s laptop", now));
        Ledger ledger = Ledger.inMemory();
        var disk = new Disk(ledger, Holdings.open(ledger, blobs, did), blobs);
        Host host = hosts.of(key);
        var denylists = DenylistBook.open(ledger, Denylist.none(), () -> now);
        var location = ContentLocation.start(host, disk.holdings(), denylists, () -> true, () -> now, chance);
        var outside = new Outside(host, new People(ledger, did), location, Paths.UNKNOWN, List.of(location));
        var me = new Me(device, key, Me.saltOf(passport), Optional.of(passport));
        var node = new Node(me, outside, disk, settings, new Chance(() -> now, chance), denylists);
        var villager = new Villager(name, did, host, location, node, blobs, ledger, passport, key);
        villagers.add(villager);
        return villager;
    }

    /// Everybody bonds with everybody.
    public void befriend(List<Villager> circle) throws IOException {
        for (int i = 0; i < circle.size(); i++) {
            Invitation invitation = circle.get(i).node().invite("friend", 100, Duration.ofDays(1));
            for (Villager other : circle.subList(i + 1, circle.size())) {
                other.node().accept(invitation.ticket());
            }
        }
        for (Villager each : circle) {
            each.node().tick();
        }
    }

    /// A machine that belongs to nobody yet.
    public Host machine(SigningKey key) {
        return network.host(key);
    }

    public RandomGenerator chance() {
        return chance;
    }

    public void away(Villager villager) {
        network.offline(villager.peer());
    }

    public void back(Villager villager) {
        network.online(villager.peer());
    }

    public Instant now() {
        return now;
    }

    /// Everybody takes the snapshots that are due.
    public void snapshots() throws IOException {
        for (Villager villager : villagers) {
            villager.node().takeSnapshots();
        }
    }

    /// Sets everybody's clock, forward or back, without any time passing.
    public void setClocks(Duration by) {
        now = now.plus(by);
    }

    /// Lets time pass in steps of an hour, everybody who is not in `absent` looking after things at each.
    public void pass(Duration time, List<Villager> absent) throws IOException {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            now = now.plus(Duration.ofHours(1));
            for (Villager villager : villagers) {
                if (!absent.contains(villager)) {
                    villager.node().tick();
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Villager villager : villagers) {
            villager.node().close();
        }
    }
}
