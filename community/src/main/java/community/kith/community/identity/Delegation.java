package community.kith.community.identity;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.SigningKey;
import community.kith.base.crypto.VerifyingKey;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import java.net.ProtocolException;
import java.time.Instant;

/// A passport's signed word that a device speaks for it.
///
/// Reading one only checks its form; ask [#verify] before believing it. Format: `docs/spec/identity.md`.
///
/// @param name what the owner calls the device
/// @param issued in whole seconds
public record Delegation(Did passport, PeerId device, String name, Instant issued, Signature signature) {
    /// What [#bytes] never exceeds.
    public static final int MAX_BYTES = 232;

    private static final String DOMAIN = "delegation/1";
    private static final int VERSION = 1;

    public Delegation {
        Names.device(name);
        issued = Moments.seconds(issued);
        if (Keys.verifying(device).equals(passport.key())) {
            throw new IllegalArgumentException("a device needs a key of its own, not its passport's");
        }
    }

    /// Signs with the passport's root key.
    public static Delegation issue(SigningKey passport, PeerId device, String name, Instant issued) {
        Did did = Did.of(passport.verifyingKey());
        Ipld statement = statement(did, device, name, Moments.seconds(issued)).build();
        return new Delegation(did, device, name, issued, Signature.sign(passport, DOMAIN, statement));
    }

    /// Whether the passport signed exactly this, and not in the future.
    public Verdict verify(Instant now) {
        Ipld statement = statement(passport, device, name, issued).build();
        return Verdict.when(
                        signature.isBy(passport.key(), DOMAIN, statement),
                        () -> "the passport " + passport + " did not sign for the device “" + name + "”")
                .and(() -> Moments.notAfter(now, "the delegation of the device “" + name + "”", issued));
    }

    /// The key that the device signs with.
    public VerifyingKey deviceKey() {
        return Keys.verifying(device);
    }

    public Ipld toIpld() {
        return statement(passport, device, name, issued)
                .put("sig", signature.bytes())
                .build();
    }

    public byte[] bytes() {
        return DagCbor.encode(toIpld());
    }

    public static Delegation read(Ipld from) throws ProtocolException {
        FieldReader fields = new FieldReader(from, "delegation");
        fields.integer("v", VERSION, VERSION);
        Did passport = Keys.did(fields, "by");
        PeerId device = Keys.peer(fields, "key");
        String name = fields.text("name", Names.MAX_CHARACTERS);
        Instant issued = Instant.ofEpochSecond(fields.integer("at", 0, Moments.MAX_SECONDS));
        Signature signature = Signature.of(fields.bytesOf("sig", Signature.BYTES));
        fields.end();
        try {
            return new Delegation(passport, device, name, issued, signature);
        } catch (IllegalArgumentException e) {
            throw Malformed.because("delegation", e);
        }
    }

    public static Delegation parse(byte[] bytes) throws ProtocolException {
        if (bytes.length > MAX_BYTES) {
            throw new ProtocolException("a delegation of " + bytes.length + " bytes, more than " + MAX_BYTES);
        }
        return read(DagCbor.decode(bytes));
    }

    private static FieldsBuilder statement(Did passport, PeerId device, String name, Instant issued) {
        return Ipld.fields()
                .put("v", VERSION)
                .put("by", Keys.of(passport))
                .put("key", Keys.of(device))
                .put("name", name)
                .put("at", issued.getEpochSecond());
    }
}
