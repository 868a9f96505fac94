package community.kith.community.trust;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Moments;
import community.kith.community.identity.Signature;
import community.kith.community.identity.Verdict;
import java.net.ProtocolException;
import java.time.Instant;

/// One side's signed word that a bond is over. It takes nobody's consent; whoever believed the bond believes this.
///
/// Reading one only checks its form; ask [#verify] before believing it. Format: `docs/spec/bond.md`.
///
/// @param bond its name
/// @param by a device of the side that ends it
/// @param at in whole seconds
public record BondEnd(Cid bond, Delegation by, Instant at, Signature signature) {
    public static final int MAX_BYTES = 512;

    private static final int VERSION = 1;
    private static final String DOMAIN = "bond-end/1";

    public BondEnd {
        at = Moments.seconds(at);
    }

    public static BondEnd sign(Bond bond, Delegation by, Instant at, SigningKey device) {
        return new BondEnd(
                bond.id(), by, at, Signature.sign(device, DOMAIN, statement(bond.id(), by, Moments.seconds(at))));
    }

    /// Whether it ends that bond, one side of it signed this, and the date can be.
    public Verdict verify(Bond of, Instant now) {
        Did who = by.passport();
        return Verdict.when(of.id().equals(bond) && of.otherThan(who).isPresent(), () -> "this ends another bond")
                .and(() -> by.verify(now))
                .and(() -> Verdict.when(
                        signature.isBy(by.deviceKey(), DOMAIN, statement(bond, by, at)),
                        () -> "the device “" + by.name() + "” did not sign the end of this bond"))
                .and(() -> Moments.notAfter(now, "the end of the bond", at));
    }

    public byte[] bytes() {
        return DagCbor.encode(fields(bond, by, at).put("sig", signature.bytes()).build());
    }

    public static BondEnd parse(byte[] bytes) throws ProtocolException {
        if (bytes.length > MAX_BYTES) {
            throw new ProtocolException("the end of a bond in " + bytes.length + " bytes, more than " + MAX_BYTES);
        }
        FieldReader fields = new FieldReader(DagCbor.decode(bytes), "end of a bond");
        fields.integer("v", VERSION, VERSION);
        BondEnd end = new BondEnd(
                fields.link("bond"),
                Delegation.read(fields.any("by")),
                Instant.ofEpochSecond(fields.integer("at", 0, Moments.MAX_SECONDS)),
                Signature.of(fields.bytesOf("sig", Signature.BYTES)));
        fields.end();
        return end;
    }

    private static Ipld statement(Cid bond, Delegation by, Instant at) {
        return fields(bond, by, at).build();
    }

    private static FieldsBuilder fields(Cid bond, Delegation by, Instant at) {
        return Ipld.fields()
                .put("v", VERSION)
                .put("by", by.toIpld())
                .put("bond", bond)
                .put("at", at.getEpochSecond());
    }
}
