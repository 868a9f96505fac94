package community.kith.community.right;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.VerifyingKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.Multihash;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Keys;
import community.kith.community.identity.Moments;
import community.kith.community.reach.Availability;
import community.kith.community.reach.Reach;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a [Right] says.
///
/// @param by whose right it is to give, and the device that signs
/// @param grantee the passport that may use it, by any of its devices
public record RightTerms(Delegation by, Did grantee, Deed deed, Coverage coverage, Conditions conditions, Term term) {
    private static final int VERSION = 1;

    public RightTerms {
        if (grantee.equals(by.passport())) {
            throw new IllegalArgumentException("an owner needs no right");
        }
    }

    public Did owner() {
        return by.passport();
    }

    /// What the signature does not change: the name of what is signed.
    Cid id() {
        return Cid.dagCbor(DagCbor.encode(fields().build()));
    }

    FieldsBuilder fields() {
        return Ipld.fields()
                .put("v", VERSION)
                .put("by", by.toIpld())
                .put("to", Keys.of(grantee))
                .put("may", deed.label())
                .put("list", coverage.list())
                .put("root", coverage.root().digest())
                .put("max", coverage.maxBytes())
                .put("reach", conditions.reach().label())
                .put("held", conditions.availability().label())
                .put(
                        "for",
                        Ipld.list(conditions.named().stream()
                                .map(did -> Ipld.of(Keys.of(did)))
                                .toList()))
                .put("at", term.issued().getEpochSecond())
                .put("until", term.expires().getEpochSecond());
    }

    /// @throws IllegalArgumentException when the fields do not fit together
    static RightTerms read(FieldReader fields) throws ProtocolException {
        fields.integer("v", VERSION, VERSION);
        return new RightTerms(
                Delegation.read(fields.any("by")),
                Keys.did(fields, "to"),
                deed(fields.text("may", 16)),
                new Coverage(
                        fields.link("list"),
                        new Multihash(Multihash.SHA2_256, fields.bytesOf("root", 32)),
                        fields.integer("max", 0, Coverage.MAX_BYTES)),
                conditions(fields),
                new Term(moment(fields, "at"), moment(fields, "until")));
    }

    private static Deed deed(String label) throws ProtocolException {
        return Deed.labelled(label).orElseThrow(() -> new ProtocolException("right: nobody can be let to " + label));
    }

    private static Conditions conditions(FieldReader fields) throws ProtocolException {
        String reach = fields.text("reach", 16);
        SortedSet<Did> named = new TreeSet<>();
        for (Ipld key : fields.items("for", Conditions.MAX_NAMED)) {
            if (!(key instanceof Ipld.Bin bin) || bin.bytes().length != Keys.BYTES) {
                throw new ProtocolException("right: somebody it is for is not a key of " + Keys.BYTES + " bytes");
            }
            named.add(Did.of(VerifyingKey.ed25519(bin.bytes())));
        }
        return new Conditions(
                Reach.labelled(reach).orElseThrow(() -> new ProtocolException("right: there is no reach " + reach)),
                Availability.parse(fields.text("held", 16)),
                named);
    }

    private static Instant moment(FieldReader fields, String field) throws ProtocolException {
        return Instant.ofEpochSecond(fields.integer(field, 0, Moments.MAX_SECONDS));
    }
}
