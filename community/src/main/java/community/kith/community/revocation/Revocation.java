package community.kith.community.revocation;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Malformed;
import community.kith.community.identity.Moments;
import community.kith.community.identity.Signature;
import community.kith.community.identity.Verdict;
import java.net.ProtocolException;
import java.time.Instant;

/// A person's signed word that something they signed counts no more: an attestation or a grant. Any device of theirs
/// may sign it, and there is no taking it back.
///
/// Reading one only checks its form; ask [#verify] before believing it. Whoever believes it still has to see that its
/// [#revoker] signed what is revoked. Format: `docs/spec/attestation.md`.
///
/// @param by whose word it is, and the device that signs
/// @param what names what is revoked
/// @param at in whole seconds
/// @param reason for people; may be empty
public record Revocation(Delegation by, Cid what, Instant at, String reason, Signature signature) {
    /// What [#bytes] never exceeds.
    public static final int MAX_BYTES = 1024;

    public static final int MAX_REASON = 200;

    private static final String DOMAIN = "revocation/1";
    private static final int VERSION = 1;
    private static final int MAX_REASON_BYTES = 400;

    public Revocation {
        at = Moments.seconds(at);
        if (reason.length() > MAX_REASON
                || reason.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_REASON_BYTES) {
            throw new IllegalArgumentException("a reason has at most " + MAX_REASON + " characters");
        }
    }

    public static Revocation sign(Delegation by, SigningKey device, Cid what, Instant at, String reason) {
        Ipld statement = statement(by, what, Moments.seconds(at), reason).build();
        return new Revocation(by, what, at, reason, Signature.sign(device, DOMAIN, statement));
    }

    /// Whether a device of the revoker signed exactly this, and not in the future.
    public Verdict verify(Instant now) {
        Ipld statement = statement(by, what, at, reason).build();
        return by.verify(now)
                .and(() -> Moments.notAfter(at, "the delegation", by.issued()))
                .and(() -> Verdict.when(
                        signature.isBy(by.deviceKey(), DOMAIN, statement),
                        () -> "no device of " + revoker() + " signed this revocation"))
                .and(() -> Moments.notAfter(now, "the revocation", at));
    }

    public Did revoker() {
        return by.passport();
    }

    public byte[] bytes() {
        return DagCbor.encode(
                statement(by, what, at, reason).put("sig", signature.bytes()).build());
    }

    public static Revocation parse(byte[] bytes) throws ProtocolException {
        if (bytes.length > MAX_BYTES) {
            throw new ProtocolException("a revocation of " + bytes.length + " bytes, more than " + MAX_BYTES);
        }
        FieldReader fields = new FieldReader(DagCbor.decode(bytes), "revocation");
        fields.integer("v", VERSION, VERSION);
        Delegation by = Delegation.read(fields.any("by"));
        Cid what = fields.link("what");
        Instant at = Instant.ofEpochSecond(fields.integer("at", 0, Moments.MAX_SECONDS));
        String reason = fields.text("why", MAX_REASON);
        Signature signature = Signature.of(fields.bytesOf("sig", Signature.BYTES));
        fields.end();
        try {
            return new Revocation(by, what, at, reason, signature);
        } catch (IllegalArgumentException e) {
            throw Malformed.because("revocation", e);
        }
    }

    private static FieldsBuilder statement(Delegation by, Cid what, Instant at, String reason) {
        return Ipld.fields()
                .put("v", VERSION)
                .put("by", by.toIpld())
                .put("what", what)
                .put("at", at.getEpochSecond())
                .put("why", reason);
    }
}
