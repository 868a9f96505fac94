package community.kith.node.recovery;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Moments;
import community.kith.community.identity.Names;
import community.kith.community.recovery.RecoveryPolicy;
import community.kith.community.recovery.RecoveryRequest;
import community.kith.community.recovery.SealedShare;
import community.kith.community.recovery.Share;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is answered over `/kith/recovery/1.0.0`. Format: `docs/spec/recovery.md`.
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
sealed interface Answer {
    int MAX_REASON = 400;
    int MAX_REQUESTS = 32;
    /// A policy that is in force and one that is about to be.
    int MAX_SHARES = 3;

    record Done() implements Answer {}

    /// The answer to a drill.
    record Proof(byte[] digest) implements Answer {}

    /// Requests that are open for the asker's passport.
    record Asked(List<RecoveryRequest> requests) implements Answer {}

    /// How a request stands with a guardian.
    ///
    /// @param by the guardian's device, and so the guardian
    /// @param until when its share is given out, once that is known
    record Pending(Delegation by, String name, Optional<Instant> until, List<Contact> contacts) implements Answer {}

    /// The guardian's shares, each of another policy, closed for the machine.
    record Given(Delegation by, String name, List<Part> parts, List<Contact> contacts) implements Answer {}

    /// One share.
    record Part(RecoveryPolicy policy, byte[] closed) {}

    /// No, and it will not change by asking again when it is over.
    record No(String reason, boolean over) implements Answer {}

    default Ipld toIpld() {
        FieldsBuilder to = Ipld.fields();
        return switch (this) {
            case Done done -> to.put("is", "done").build();
            case Proof proof ->
                to.put("is", "proof").put("digest", proof.digest).build();
            case Asked asked ->
                to.put("is", "asked")
                        .put(
                                "requests",
                                Ipld.list(asked.requests.stream()
                                        .limit(MAX_REQUESTS)
                                        .map(each -> Ipld.of(each.bytes()))
                                        .toList()))
                        .build();
            case Pending pending ->
                to.put("is", "pending")
                        .put("by", pending.by.bytes())
                        .put("name", pending.name)
                        .putIfPresent("until", pending.until.map(Instant::getEpochSecond))
                        .put("others", Contact.list(pending.contacts))
                        .build();
            case Given given ->
                to.put("is", "given")
                        .put("by", given.by.bytes())
                        .put("name", given.name)
                        .put(
                                "shares",
                                Ipld.list(given.parts.stream().map(Answer::part).toList()))
                        .put("others", Contact.list(given.contacts))
                        .build();
            case No no ->
                to.put("is", "no")
                        .put("reason", no.reason.substring(0, Math.min(no.reason.length(), MAX_REASON)))
                        .put("over", no.over)
                        .build();
        };
    }

    static Answer read(Ipld value) throws ProtocolException {
        FieldReader in = new FieldReader(value, "answer about recovery");
        String is = in.text("is", 16);
        Answer answer = switch (is) {
            case "done" -> new Done();
            case "proof" -> new Proof(in.bytesOf("digest", Share.DIGEST_BYTES));
            case "asked" -> new Asked(requests(in));
            case "pending" ->
                new Pending(
                        Delegation.parse(in.bytes("by", Delegation.MAX_BYTES)),
                        in.text("name", Names.MAX_CHARACTERS),
                        moment(in),
                        Contact.read(in, "others"));
            case "given" ->
                new Given(
                        Delegation.parse(in.bytes("by", Delegation.MAX_BYTES)),
                        in.text("name", Names.MAX_CHARACTERS),
                        parts(in),
                        Contact.read(in, "others"));
            case "no" -> new No(in.text("reason", MAX_REASON), in.bool("over"));
            default -> throw new ProtocolException("an answer about recovery that is not known here");
        };
        in.end();
        return answer;
    }

    private static Ipld part(Part part) {
        return Ipld.fields()
                .put("policy", part.policy.bytes())
                .put("share", part.closed)
                .build();
    }

    private static List<Part> parts(FieldReader in) throws ProtocolException {
        List<Part> parts = new ArrayList<>();
        for (Ipld item : in.items("shares", MAX_SHARES)) {
            FieldReader part = new FieldReader(item, "share");
            parts.add(new Part(
                    RecoveryPolicy.parse(part.bytes("policy", RecoveryPolicy.MAX_BYTES)),
                    part.bytesOf("share", SealedShare.BYTES)));
            part.end();
        }
        return parts;
    }

    private static List<RecoveryRequest> requests(FieldReader in) throws ProtocolException {
        List<RecoveryRequest> requests = new ArrayList<>();
        for (Ipld item : in.items("requests", MAX_REQUESTS)) {
            if (!(item instanceof Ipld.Bin bin)) {
                throw new ProtocolException("a request to recover that is not bytes");
            }
            requests.add(RecoveryRequest.parse(bin.bytes()));
        }
        return requests;
    }

    private static Optional<Instant> moment(FieldReader in) throws ProtocolException {
        var until = in.optionalInteger("until", 0, Moments.MAX_SECONDS);
        return until.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochSecond(until.getAsLong()));
    }
}
