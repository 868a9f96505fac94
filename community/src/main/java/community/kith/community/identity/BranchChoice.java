package community.kith.community.identity;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import java.net.ProtocolException;
import java.time.Instant;

/// A passport's signed word on a forked log of one of its devices: the branch with this entry counts.
///
/// Reading one only checks its form; ask [#verify] before believing it. Format: `docs/spec/identity.md`.
///
/// @param branch an entry of that branch
/// @param issued in whole seconds; of several choices about one log the last counts
public record BranchChoice(Did passport, PeerId device, Cid branch, Instant issued, Signature signature) {
    /// What [#bytes] never exceeds.
    public static final int MAX_BYTES = 220;

    private static final String DOMAIN = "branch/1";
    private static final int VERSION = 1;

    public BranchChoice {
        issued = Moments.seconds(issued);
        if (branch.codec() != Cid.DAG_CBOR) {
            throw new IllegalArgumentException("a branch is named by one of its entries, not by " + branch);
        }
        Keys.verifying(device);
    }

    /// Signs with the passport's root key.
    public static BranchChoice issue(SigningKey passport, PeerId device, Cid branch, Instant issued) {
        Did did = Did.of(passport.verifyingKey());
        Ipld statement = statement(did, device, branch, Moments.seconds(issued)).build();
        return new BranchChoice(did, device, branch, issued, Signature.sign(passport, DOMAIN, statement));
    }

    /// Whether the passport signed exactly this.
    public Verdict verify() {
        Ipld statement = statement(passport, device, branch, issued).build();
        return Verdict.when(
                signature.isBy(passport.key(), DOMAIN, statement),
                () -> "the passport " + passport + " did not choose a branch of " + device);
    }

    public byte[] bytes() {
        return DagCbor.encode(statement(passport, device, branch, issued)
                .put("sig", signature.bytes())
                .build());
    }

    public static BranchChoice parse(byte[] bytes) throws ProtocolException {
        if (bytes.length > MAX_BYTES) {
            throw new ProtocolException("a choice of " + bytes.length + " bytes, more than " + MAX_BYTES);
        }
        FieldReader fields = new FieldReader(DagCbor.decode(bytes), "choice of a branch");
        fields.integer("v", VERSION, VERSION);
        Did passport = Keys.did(fields, "by");
        PeerId device = Keys.peer(fields, "key");
        Cid branch = fields.link("branch");
        Instant issued = Instant.ofEpochSecond(fields.integer("at", 0, Moments.MAX_SECONDS));
        Signature signature = Signature.of(fields.bytesOf("sig", Signature.BYTES));
        fields.end();
        try {
            return new BranchChoice(passport, device, branch, issued, signature);
        } catch (IllegalArgumentException e) {
            throw Malformed.because("choice of a branch", e);
        }
    }

    private static FieldsBuilder statement(Did passport, PeerId device, Cid branch, Instant issued) {
        return Ipld.fields()
                .put("v", VERSION)
                .put("by", Keys.of(passport))
                .put("key", Keys.of(device))
                .put("branch", branch)
                .put("at", issued.getEpochSecond());
    }
}
