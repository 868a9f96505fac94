package community.kith.node.log;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.fact.DeviceDelegated;
import community.kith.community.fact.DeviceRenamed;
import community.kith.community.fact.Fact;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Device;
import community.kith.community.identity.Passport;
import community.kith.community.trust.Bond;
import community.kith.community.trust.BondKind;
import community.kith.community.trust.BondProposal;
import community.kith.community.trust.Invitation;
import community.kith.community.trust.Party;
import community.kith.community.trust.Secret;
import community.kith.community.trust.Ticket;
import community.kith.sync.log.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A person with two devices that write, for tests. All keys follow from a number.
public final class Writing {
    public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    public final SigningKey passport;
    public final Pen laptop;
    public final Pen phone;
    private final int number;

    public Writing(int number) {
        this.number = number;
        this.passport = key(number);
        this.laptop = new Pen(key(100 + number), "laptop " + number);
        this.phone = new Pen(key(200 + number), "phone " + number);
    }

    private static SigningKey key(int number) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(seed, (byte) number);
        return SigningKey.fromSeed(seed);
    }

    public Did did() {
        return Did.of(passport.verifyingKey());
    }

    /// The bond between the two laptops, the same bytes each time.
    public Bond bondWith(Writing other) {
        Device mine = new Device(new Passport(did(), "person " + number), laptop.delegation());
        Device theirs = new Device(new Passport(other.did(), "person " + other.number), other.laptop.delegation());
        var invitation = new Invitation(
                BondKind.parse("friend"), List.of(), Secret.generate(new Random(1)), 1, NOW.plus(Duration.ofDays(1)));
        Ticket ticket = Ticket.issue(new Party(theirs, 0), invitation, other.laptop.key());
        return BondProposal.answer(ticket, mine, 0, NOW, laptop.key()).countersign(other.laptop.key());
    }

    /// One device's hand.
    public final class Pen {
        private final SigningKey key;
        private final String name;

        private Pen(SigningKey key, String name) {
            this.key = key;
            this.name = name;
        }

        public SigningKey key() {
            return key;
        }

        public PeerId peer() {
            return PeerId.of(key.verifyingKey());
        }

        public Delegation delegation() {
            return Delegation.issue(passport, peer(), name, NOW);
        }

        public Entry first() {
            return at(NOW, Optional.empty(), new DeviceDelegated(delegation()));
        }

        public Entry after(Entry last, Fact fact) {
            return at(NOW, Optional.of(last), fact);
        }

        public Entry at(Instant now, Optional<Entry> last, Fact fact) {
            String type = fact.type().name();
            return last.isEmpty()
                    ? Entry.first(key, 1, now, type, fact.body())
                    : last.get().next(key, last.get().tick() + 1, now, type, fact.body());
        }

        /// The first so many entries of somebody who talks a lot.
        public List<Entry> chatter(int count) {
            List<Entry> all = new ArrayList<>(List.of(first()));
            while (all.size() < count) {
                all.add(after(all.getLast(), new DeviceRenamed(peer(), "name " + all.size())));
            }
            return all;
        }
    }
}
