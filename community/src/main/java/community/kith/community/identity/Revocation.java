package community.kith.community.identity;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import java.net.ProtocolException;
import java.time.Instant;

/// A passport's signed word that a device speaks for it no longer, and up to where what it wrote still counts. For
/// good:
/// nothing gives the device its rights back.
///
/// Reading one only checks its form; ask [#verify] before believing it. Format: `docs/spec/identity.md`.
///
/// @param last the sequence of the last entry of the device's log that counts; 0 when none does
/// @param issued in whole seconds
public record Revocation(Did passport, PeerId device, long last, Instant issued, Signature signature) {
    /// What [#bytes] never exceeds.
    public static final int MAX_BYTES = 180;

    public static final long MAX_SEQUENCE = 1L << 40;

    private static final String DOMAIN = "revocation/1";
    private static final int VERSION = 1;

    public Revocation {
        issued = Moments.seconds(issued);
        if (last < 0 || last > MAX_SEQUENCE) {
            throw new IllegalArgumentException("a last entry of " + last);
        }
        if (Keys.verifying(device).equals(passport.key())) {
            throw new IllegalArgumentException("a passport does not revoke itself");
        }
    }

    /// Signs with the passport's root key.
    public static Revocation issue(SigningKey passport, PeerId device, long last, Instant issued) {
        Did did = Did.of(passport.verifyingKey());
        Ipld statement = statement(did, device, last, Moments.seconds(issued)).build();
        return new Revocation(did, device, last, issued, Signature.sign(passport, DOMAIN, statement));
    }

    /// Whether the passport signed exactly this. When it says it did is of no account: rights are taken at once.
    public Verdict verify() {
        Ipld statement = statement(passport, device, last, issued).build();
        return Verdict.when(
                signature.isBy(passport.key(), DOMAIN, statement),
                () -> "the passport " + passport + " did not revoke the device " + device);
    }

    public byte[] bytes() {
        return DagCbor.encode(statement(passport, device, last, issued)
                .put("sig", signature.bytes())
                .build());
    }

    public static Revocation parse(byte[] bytes) throws ProtocolException {
        if (bytes.length > MAX_BYTES) {
            throw new ProtocolException("a revocation of " + bytes.length + " bytes, more than " + MAX_BYTES);
        }
        FieldReader fields = new FieldReader(DagCbor.decode(bytes), "revocation");
        fields.integer("v", VERSION, VERSION);
        Did passport = Keys.did(fields, "by");
        PeerId device = Keys.peer(fields, "key");
        long last = fields.integer("last", 0, MAX_SEQUENCE);
        Instant issued = Instant.ofEpochSecond(fields.integer("at", 0, Moments.MAX_SECONDS));
        Signature signature = Signature.of(fields.bytesOf("sig", Signature.BYTES));
        fields.end();
        try {
            return new Revocation(passport, device, last, issued, signature);
        } catch (IllegalArgumentException e) {
            throw Malformed.because("revocation", e);
        }
    }

    private static FieldsBuilder statement(Did passport, PeerId device, long last, Instant issued) {
        return Ipld.fields()
                .put("v", VERSION)
                .put("by", Keys.of(passport))
                .put("key", Keys.of(device))
                .put("last", last)
                .put("at", issued.getEpochSecond());
    }
}
