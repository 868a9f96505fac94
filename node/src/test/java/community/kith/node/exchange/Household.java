package community.kith.node.exchange;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Device;
import community.kith.community.identity.Passport;
import community.kith.community.reach.Availability;
import community.kith.community.reach.Reach;
import community.kith.community.right.Conditions;
import community.kith.community.right.Coverage;
import community.kith.community.right.Deed;
import community.kith.community.right.Right;
import community.kith.community.right.RightTerms;
import community.kith.community.right.Term;
import community.kith.community.trust.Bond;
import community.kith.community.trust.BondKind;
import community.kith.community.trust.BondProposal;
import community.kith.community.trust.BondTerms;
import community.kith.community.trust.Party;
import community.kith.node.ledger.Audience;
import community.kith.node.ledger.Holdings;
import community.kith.node.ledger.Ledger;
import community.kith.node.ledger.Pledges;
import community.kith.p2p.host.Host;
import community.kith.store.blob.Blobs;
import community.kith.store.blob.MemoryBlobs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A person with one device, for tests: a whole holder and a whole visitor.
final class Household implements PeopleBook, AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    final String name;
    final Identity identity;
    final Host host;
    final MemoryBlobs memory = new MemoryBlobs();
    final Ledger ledger;
    final Holdings holdings;
    final Pledges pledges;
    final ManualClock clock = new ManualClock(NOW);
    final List<Bond> bonds = new CopyOnWriteArrayList<>();
    final ShardClient client;
    /// Who live together, as this household knows.
    final List<Did> together = new CopyOnWriteArrayList<>();
    private final Device device;
    private @Nullable ShardServer server;

    /// @param of whose passport the device has
    Household(String name, Host host, String of) throws IOException {
        this(name, host, of, Patience.DEFAULTS);
    }

    Household(String name, Host host, String of, Patience patience) throws IOException {
        SigningKey passport = key("passport of " + of);
        SigningKey deviceKey = key("device of " + name);
        Delegation delegation = Delegation.issue(
                passport, PeerId.of(deviceKey.verifyingKey()), name + "'s laptop", NOW.minusSeconds(60));
        this.name = name;
        this.identity = new Identity(delegation, deviceKey);
        this.device = new Device(new Passport(delegation.passport(), of), delegation);
        this.host = host;
        this.ledger = Ledger.inMemory();
        this.holdings = Holdings.open(ledger, memory, did());
        this.pledges = new Pledges(ledger);
        this.client = new ShardClient(host, delegation, () -> bonds, patience, clock);
    }

    Household serving(Terms terms) {
        return serving(terms, memory);
    }

    Household serving(Terms terms, Blobs blobs) {
        server = new ShardServer(identity, holdings, blobs, this, terms, clock);
        host.accept(ShardProtocol.ID, server);
        return this;
    }

    void reportTo(Reports reports) {
        Objects.requireNonNull(server).reportTo(reports);
    }

    void bond(Household other, BondKind kind) {
        Bond bond = bondWith(other, kind);
        bonds.add(bond);
        other.bonds.add(bond);
    }

    /// A bond that neither of the two has in their book.
    Bond bondWith(Household other, BondKind kind) {
        BondTerms terms = new BondTerms(kind, NOW.minusSeconds(30), new Party(device, 0), new Party(other.device, 0));
        return BondProposal.propose(terms, identity.deviceKey()).countersign(other.identity.deviceKey());
    }

    /// A bond with somebody whom nobody else knows.
    Bond bondWithNumber(int number) {
        SigningKey passport = key("passport " + number);
        SigningKey key = key("device " + number);
        Delegation delegation =
                Delegation.issue(passport, PeerId.of(key.verifyingKey()), "laptop", NOW.minusSeconds(60));
        Device stranger = new Device(new Passport(delegation.passport(), "Number " + number), delegation);
        BondTerms terms =
                new BondTerms(BondKind.FRIEND, NOW.minusSeconds(30), new Party(device, 0), new Party(stranger, 0));
        return BondProposal.propose(terms, identity.deviceKey()).countersign(key);
    }

    void knows(Household other) {
        host.learn(other.peer(), other.host.addresses());
    }

    Did did() {
        return identity.passport();
    }

    PeerId peer() {
        return identity.peer();
    }

    Audience audience(Reach reach, Household... named) {
        return new Audience(
                did(),
                reach,
                new TreeSet<>(Arrays.stream(named).map(Household::did).toList()));
    }

    /// A right by which somebody may do that with what this household has with others.
    Right right(Household grantee, Deed deed, Coverage coverage) {
        return Right.give(
                identity.deviceKey(),
                new RightTerms(
                        identity.delegation(),
                        grantee.did(),
                        deed,
                        coverage,
                        new Conditions(Reach.PRIVATE, Availability.BONDED, new TreeSet<>()),
                        new Term(clock.instant(), clock.instant().plus(Duration.ofDays(30)))));
    }

    Placed put(Household holder, byte[] bytes, Reach reach, Household... named) throws IOException {
        return client.put(holder.peer(), Cid.ofRaw(bytes), bytes, 0, bytes.length, audience(reach, named));
    }

    Fetched get(Household holder, Cid cid) throws IOException {
        return client.get(holder.peer(), cid, new byte[1 << 20], 0, 1 << 20);
    }

    static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    static SigningKey key(String seed) {
        return SigningKey.generate(new SplittableRandom(seed.hashCode()));
    }

    @Override
    public Collection<Bond> bonds() {
        return new ArrayList<>(bonds);
    }

    @Override
    public long pledgeFor(Did person) throws IOException {
        return pledges.to(person);
    }

    @Override
    public Collection<Did> household(Did person) {
        return together.contains(person) ? together : List.of(person);
    }

    @Override
    public boolean bondedWith(Did person) {
        return bonds.stream().anyMatch(bond -> bond.otherThan(person).isPresent());
    }

    @Override
    public void close() {
        client.close();
        host.close();
        ledger.close();
    }
}
