package community.kith.community.recovery;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Malformed;
import community.kith.community.identity.Moments;
import community.kith.community.identity.Signature;
import community.kith.community.identity.Verdict;
import java.net.ProtocolException;
import java.time.Instant;

/// The owner's word, from one of their devices, that a request to recover their passport is not theirs. It ends the
/// request with every guardian who hears of it before the wait is over.
///
/// @param device who says so
public record RecoveryRefusal(Cid request, Delegation device, Instant at, Signature signature) {
    public static final int MAX_BYTES = 512;

    private static final String DOMAIN = "recovery-refusal/1";
    private static final int VERSION = 1;

    public RecoveryRefusal {
        at = Moments.seconds(at);
    }

    public static RecoveryRefusal sign(Cid request, Delegation device, SigningKey key, Instant now) {
        Instant at = Moments.seconds(now);
        return new RecoveryRefusal(
                request,
                device,
                at,
                Signature.sign(key, DOMAIN, fields(request, device, at).build()));
    }

    /// Whether a device of the passport that this request is about said exactly this.
    public Verdict verify(RecoveryRequest about, Instant now) {
        return Verdict.when(
                        request.equals(about.id()) && device.passport().equals(about.passport()),
                        () -> "this refusal is of another request")
                .and(() -> device.verify(now))
                .and(() -> Verdict.when(
                        signature.isBy(
                                device.deviceKey(),
                                DOMAIN,
                                fields(request, device, at).build()),
                        () -> "the device “" + device.name() + "” did not sign this refusal"))
                .and(() -> Moments.notAfter(now, "the refusal", at));
    }

    public byte[] bytes() {
        return DagCbor.encode(
                fields(request, device, at).put("sig", signature.bytes()).build());
    }

    public static RecoveryRefusal parse(byte[] bytes) throws ProtocolException {
        if (bytes.length > MAX_BYTES) {
            throw new ProtocolException("a refusal of " + bytes.length + " bytes, more than " + MAX_BYTES);
        }
        FieldReader fields = new FieldReader(DagCbor.decode(bytes), "refusal");
        fields.integer("v", VERSION, VERSION);
        Cid request = fields.link("request");
        Delegation device = Delegation.read(fields.any("device"));
        Instant at = Instant.ofEpochSecond(fields.integer("at", 0, Moments.MAX_SECONDS));
        Signature signature = Signature.of(fields.bytesOf("sig", Signature.BYTES));
        fields.end();
        try {
            return new RecoveryRefusal(request, device, at, signature);
        } catch (IllegalArgumentException e) {
            throw Malformed.because("refusal", e);
        }
    }

    private static FieldsBuilder fields(Cid request, Delegation device, Instant at) {
        return Ipld.fields()
                .put("v", VERSION)
                .put("request", request)
                .put("device", device.toIpld())
                .put("at", at.getEpochSecond());
    }
}
