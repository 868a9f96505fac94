package community.kith.node.recovery;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.Cid;
import community.kith.community.identity.Delegation;
import community.kith.community.recovery.RecoveryPolicy;
import community.kith.community.recovery.RecoveryRefusal;
import community.kith.community.recovery.RecoveryRequest;
import community.kith.community.recovery.SealedShare;
import community.kith.community.recovery.Share;
import java.net.ProtocolException;
import java.util.List;
import java.util.Optional;

/// What is asked over `/kith/recovery/1.0.0`, one question for each stream. Format: `docs/spec/recovery.md`.
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
sealed interface Question {
    int VERSION = 1;
    int MAX_DELEGATION = Delegation.MAX_BYTES;

    /// An owner's device: keep this share, for when it is needed.
    record Entrust(Delegation by, RecoveryPolicy policy, byte[] share, List<Contact> contacts) implements Question {}

    /// An owner's device: enough guardians have their share of this policy; delete what is older.
    record Settle(Delegation by, RecoveryPolicy policy) implements Question {}

    /// An owner's device: show that you have your share of that policy.
    record Drill(Delegation by, Cid policy, byte[] nonce, List<Contact> contacts) implements Question {}

    /// An owner's device: who asks for my passport?
    record Watch(Delegation by) implements Question {}

    /// Anybody: this request was made, and perhaps its owner said no.
    record Tell(RecoveryRequest request, Optional<RecoveryRefusal> refusal) implements Question {}

    /// A new machine: may I have your share?
    record Recover(RecoveryRequest request) implements Question {}

    default Ipld toIpld() {
        FieldsBuilder to = Ipld.fields().put("v", VERSION);
        return switch (this) {
            case Entrust it ->
                to.put("ask", "entrust")
                        .put("by", it.by.bytes())
                        .put("policy", it.policy.bytes())
                        .put("share", it.share)
                        .put("others", Contact.list(it.contacts))
                        .build();
            case Settle it ->
                to.put("ask", "settle")
                        .put("by", it.by.bytes())
                        .put("policy", it.policy.bytes())
                        .build();
            case Drill it ->
                to.put("ask", "drill")
                        .put("by", it.by.bytes())
                        .put("policy", it.policy)
                        .put("nonce", it.nonce)
                        .put("others", Contact.list(it.contacts))
                        .build();
            case Watch it -> to.put("ask", "watch").put("by", it.by.bytes()).build();
            case Tell it ->
                to.put("ask", "tell")
                        .put("request", it.request.bytes())
                        .putIfPresent("refusal", it.refusal.map(RecoveryRefusal::bytes))
                        .build();
            case Recover it ->
                to.put("ask", "recover").put("request", it.request.bytes()).build();
        };
    }

    static Question read(Ipld value) throws ProtocolException {
        FieldReader in = new FieldReader(value, "question about recovery");
        in.integer("v", VERSION, VERSION);
        String ask = in.text("ask", 16);
        Question question = switch (ask) {
            case "entrust" ->
                new Entrust(by(in), policy(in), in.bytesOf("share", SealedShare.BYTES), Contact.read(in, "others"));
            case "settle" -> new Settle(by(in), policy(in));
            case "drill" ->
                new Drill(
                        by(in), in.link("policy"), in.bytesOf("nonce", Share.NONCE_BYTES), Contact.read(in, "others"));
            case "watch" -> new Watch(by(in));
            case "tell" -> {
                RecoveryRequest request = request(in);
                Optional<byte[]> refusal = in.optionalBytes("refusal", RecoveryRefusal.MAX_BYTES);
                yield new Tell(
                        request,
                        refusal.isPresent() ? Optional.of(RecoveryRefusal.parse(refusal.get())) : Optional.empty());
            }
            case "recover" -> new Recover(request(in));
            default -> throw new ProtocolException("a question about recovery that is not known here");
        };
        in.end();
        return question;
    }

    private static Delegation by(FieldReader in) throws ProtocolException {
        return Delegation.parse(in.bytes("by", MAX_DELEGATION));
    }

    private static RecoveryPolicy policy(FieldReader in) throws ProtocolException {
        return RecoveryPolicy.parse(in.bytes("policy", RecoveryPolicy.MAX_BYTES));
    }

    private static RecoveryRequest request(FieldReader in) throws ProtocolException {
        return RecoveryRequest.parse(in.bytes("request", RecoveryRequest.MAX_BYTES));
    }
}
