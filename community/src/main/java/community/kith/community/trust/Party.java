package community.kith.community.trust;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Device;
import community.kith.community.identity.Malformed;
import community.kith.community.identity.Names;
import community.kith.community.identity.Passport;
import java.net.ProtocolException;

/// One side of a bond: who, through which device, and how much of their disk they offer the other.
///
/// @param offerBytes 0 when nothing is promised yet
public record Party(Device device, long offerBytes) {
    /// One exbibyte; more is a mistake.
    public static final long MAX_OFFER_BYTES = 1L << 60;

    public Party {
        if (offerBytes < 0 || offerBytes > MAX_OFFER_BYTES) {
            throw new IllegalArgumentException("an offer of " + offerBytes + " bytes, outside 0 to " + MAX_OFFER_BYTES);
        }
    }

    public Did did() {
        return device.did();
    }

    public String name() {
        return device.passport().name();
    }

    public PeerId peer() {
        return device.peer();
    }

    FieldsBuilder fields() {
        return Ipld.fields()
                .put("device", device.delegation().toIpld())
                .put("name", name())
                .put("gives", offerBytes);
    }

    /// Leaves the end of the map, and what else is in it, to the caller.
    static Party read(FieldReader fields) throws ProtocolException {
        Delegation delegation = Delegation.read(fields.any("device"));
        String name = fields.text("name", Names.MAX_CHARACTERS);
        long offerBytes = fields.integer("gives", 0, MAX_OFFER_BYTES);
        try {
            return new Party(new Device(new Passport(delegation.passport(), name), delegation), offerBytes);
        } catch (IllegalArgumentException e) {
            throw Malformed.because("party", e);
        }
    }
}
