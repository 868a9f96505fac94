package community.kith.community.recovery;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.SigningKey;
import community.kith.base.crypto.VerifyingKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Keys;
import community.kith.community.identity.Malformed;
import community.kith.community.identity.Moments;
import community.kith.community.identity.Names;
import community.kith.community.identity.Signature;
import community.kith.community.identity.Verdict;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// A new machine asks for a passport that was lost. It proves nothing but that the machine has the key it names; that
/// the right person sits before it, guardians find out by talking to them.
///
/// @param machine the device that asks, and that will be the passport's when it succeeds
/// @param deviceName what its owner calls it
public record RecoveryRequest(
        Did passport, PeerId machine, String deviceName, Instant at, Cid nonce, Signature signature) {
    public static final int MAX_BYTES = 320;
    /// After this nothing comes of it any more.
    public static final Duration LIFETIME = Duration.ofDays(3);

    private static final String DOMAIN = "recovery-request/1";
    private static final int VERSION = 1;
    private static final int NONCE_BYTES = 32;

    public RecoveryRequest {
        Names.device(deviceName);
        at = Moments.seconds(at);
        if (Keys.verifying(machine).equals(passport.key())) {
            throw new IllegalArgumentException("a machine needs a key of its own");
        }
    }

    public static RecoveryRequest make(
            Did passport, SigningKey machine, String deviceName, Instant now, RandomGenerator random) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        Cid nonce = Cid.raw(bytes);
        PeerId peer = PeerId.of(machine.verifyingKey());
        Instant at = Moments.seconds(now);
        return new RecoveryRequest(
                passport,
                peer,
                deviceName,
                at,
                nonce,
                Signature.sign(
                        machine,
                        DOMAIN,
                        fields(passport, peer, deviceName, at, nonce).build()));
    }

    /// What people who approve or refuse it call it; its digest is what the words are made of that they compare.
    public Cid id() {
        return Cid.dagCbor(DagCbor.encode(unsigned().build()));
    }

    /// What the machine signs with.
    public VerifyingKey key() {
        return Keys.verifying(machine);
    }

    public Instant expires() {
        return at.plus(LIFETIME);
    }

    /// Whether the machine signed exactly this, not in the future, and not too long ago.
    public Verdict verify(Instant now) {
        return Verdict.when(
                        signature.isBy(key(), DOMAIN, unsigned().build()),
                        () -> "the machine did not sign this request")
                .and(() -> Moments.notAfter(now, "the request to recover", at))
                .and(() -> Verdict.when(
                        now.isBefore(expires()),
                        () -> "the request to recover is older than 72 hours; make a new one"));
    }

    public byte[] bytes() {
        return DagCbor.encode(unsigned().put("sig", signature.bytes()).build());
    }

    public static RecoveryRequest parse(byte[] bytes) throws ProtocolException {
        if (bytes.length > MAX_BYTES) {
            throw new ProtocolException("a request to recover of " + bytes.length + " bytes, more than " + MAX_BYTES);
        }
        FieldReader fields = new FieldReader(DagCbor.decode(bytes), "request to recover");
        fields.integer("v", VERSION, VERSION);
        Did passport = Keys.did(fields, "of");
        PeerId machine = Keys.peer(fields, "key");
        String name = fields.text("name", Names.MAX_CHARACTERS);
        Instant at = Instant.ofEpochSecond(fields.integer("at", 0, Moments.MAX_SECONDS));
        Cid nonce = Cid.raw(fields.bytesOf("nonce", NONCE_BYTES));
        Signature signature = Signature.of(fields.bytesOf("sig", Signature.BYTES));
        fields.end();
        try {
            return new RecoveryRequest(passport, machine, name, at, nonce, signature);
        } catch (IllegalArgumentException e) {
            throw Malformed.because("request to recover", e);
        }
    }

    private FieldsBuilder unsigned() {
        return fields(passport, machine, deviceName, at, nonce);
    }

    private static FieldsBuilder fields(Did passport, PeerId machine, String deviceName, Instant at, Cid nonce) {
        return Ipld.fields()
                .put("v", VERSION)
                .put("of", Keys.of(passport))
                .put("key", Keys.of(machine))
                .put("name", deviceName)
                .put("at", at.getEpochSecond())
                .put("nonce", nonce.digest());
    }
}
