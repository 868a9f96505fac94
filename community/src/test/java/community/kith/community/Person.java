package community.kith.community;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Device;
import community.kith.community.identity.Passport;
import community.kith.community.trust.Bond;
import community.kith.community.trust.BondKind;
import community.kith.community.trust.BondProposal;
import community.kith.community.trust.BondTerms;
import community.kith.community.trust.Party;
import java.time.Instant;
import java.util.Arrays;

/// Somebody for tests, with keys that the spec pages state: the passport's seed is 32 times the number, the device's 32
/// times the number + 128.
public record Person(String name, SigningKey passportKey, SigningKey deviceKey) {
    public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    public static final Instant DELEGATED = Instant.parse("2026-11-01T00:00:00Z");

    public static final Person ADA = numbered("Ada", 1);
    public static final Person BEN = numbered("Ben", 2);
    public static final Person CLEO = numbered("Cleo", 3);
    public static final Person DAN = numbered("Dan", 4);
    public static final Person EVE = numbered("Eve", 5);
    public static final Person FAY = numbered("Fay", 6);

    public static Person numbered(String name, int number) {
        return new Person(name, SigningKey.fromSeed(seed(number)), SigningKey.fromSeed(seed(number + 128)));
    }

    private static byte[] seed(int octet) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(seed, (byte) octet);
        return seed;
    }

    public Did did() {
        return Did.of(passportKey.verifyingKey());
    }

    public PeerId peer() {
        return PeerId.of(deviceKey.verifyingKey());
    }

    public Device device() {
        return deviceCalled("laptop");
    }

    public Device deviceCalled(String deviceName) {
        return new Device(new Passport(did(), name), Delegation.issue(passportKey, peer(), deviceName, DELEGATED));
    }

    public Bond bondWith(Person other, BondKind kind) {
        return bondWith(other, kind, NOW);
    }

    public Bond bondWith(Person other, BondKind kind, Instant formed) {
        BondTerms terms =
                new BondTerms(kind, formed, new Party(device(), 1L << 30), new Party(other.device(), 1L << 30));
        return BondProposal.propose(terms, deviceKey).countersign(other.deviceKey);
    }
}
