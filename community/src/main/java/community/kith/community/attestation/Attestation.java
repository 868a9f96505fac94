package community.kith.community.attestation;

import community.kith.base.crypto.SigningKey;
import community.kith.base.json.Jcs;
import community.kith.base.json.Json;
import community.kith.base.json.JsonReader;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.identity.Moments;
import community.kith.community.identity.Passport;
import community.kith.community.identity.Verdict;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A signed claim by one agent about another: a W3C Verifiable Credential 2.0 with a proof `eddsa-jcs-2022`, whose
/// issuer is a `did:key`. Those of other software are read as well.
///
/// Reading one only checks its form; ask [#verify] before believing it. Whether its issuer has taken it back stands in
/// a [community.kith.community.revocation.Revocation]. Format: `docs/spec/attestation.md`.
///
/// @param issuer who says it; the proof must be theirs
/// @param subject whom it is about, when that is a `did:key`
/// @param says in words: what Kith's own say, or else all that is claimed, as JSON
/// @param from when it begins, if it says so
/// @param until when it ends, if ever
public record Attestation(
        SecuredDocument secured,
        Did issuer,
        Optional<Did> subject,
        String says,
        Optional<Instant> from,
        Optional<Instant> until) {
    /// What is read at most; ours have some 1500 bytes.
    public static final int MAX_BYTES = 64 * 1024;

    private static final String CONTEXT = "https://www.w3.org/ns/credentials/v2";
    /// Where words go that no other context knows; a context of our own inside would be one that verifiers in use do
    /// not take.
    private static final String OWN_WORDS = "https://www.w3.org/ns/credentials/undefined-terms/v2";

    private static final String TYPE = "KithAttestation";
    private static final String STATUS = "KithRevocation";

    /// Signs with the issuer's passport, so that anybody can check it with nothing but the DID.
    ///
    /// @param number makes two that say the same two
    public static Attestation issue(Passport issuer, SigningKey root, Claim claim, Instant now, UUID number) {
        Instant from = Moments.seconds(now);
        Optional<Instant> until = claim.until().map(Moments::seconds);
        if (until.isPresent() && !until.get().isAfter(from)) {
            throw new IllegalArgumentException("it would have ended at " + until.get());
        }
        Json.Obj document = Json.Obj.empty()
                .with("@context", Json.texts(CONTEXT, OWN_WORDS))
                .with("id", "urn:uuid:" + number)
                .with("type", Json.texts("VerifiableCredential", TYPE))
                .with("issuer", party(issuer.did(), issuer.name()))
                .with("validFrom", from.toString())
                .with("validUntil", until.map(Instant::toString))
                .with(
                        "credentialSubject",
                        party(claim.subject(), claim.subjectName()).with("says", claim.says()))
                .with("credentialStatus", Json.Obj.empty().with("type", STATUS));
        SecuredDocument secured = SecuredDocument.sign(document, root, from);
        return new Attestation(
                secured, issuer.did(), Optional.of(claim.subject()), claim.says(), Optional.of(from), until);
    }

    private static Json.Obj party(Did did, String name) {
        return Json.Obj.empty().with("id", did.toString()).with("name", name);
    }

    /// Whether its issuer signed exactly this, and it counts now. Whether it was revoked, this does not know.
    public Verdict verify(Instant now) {
        return genuine(now)
                .and(() -> from.map(begin -> Moments.notAfter(now, "the attestation", begin))
                        .orElse(Verdict.allowed()))
                .and(() -> Verdict.when(
                        until.map(now::isBefore).orElse(true), () -> "it ended at " + until.orElseThrow()));
    }

    /// Whether its issuer signed exactly this, whenever it counts.
    public Verdict genuine(Instant now) {
        return Verdict.when(
                        secured.by().equals(issuer),
                        () -> "it names " + issuer + " as its issuer and is signed by " + secured.by())
                .and(() -> secured.verify(now));
    }

    /// Names what is claimed, whatever the signature's bytes are.
    public Cid id() {
        return Cid.ofRaw(Jcs.bytes(secured.document()));
    }

    public byte[] bytes() {
        return secured.json().pretty().getBytes(StandardCharsets.UTF_8);
    }

    public static Attestation parse(byte[] json) throws ProtocolException {
        if (json.length > MAX_BYTES) {
            throw new ProtocolException("an attestation of " + json.length + " bytes, more than " + MAX_BYTES);
        }
        SecuredDocument secured = SecuredDocument.read(JsonReader.object(json));
        Json.Obj document = secured.document();
        if (items(document, "@context").isEmpty()
                || !items(document, "@context").getFirst().equals(new Json.Text(CONTEXT))) {
            throw new ProtocolException("not a Verifiable Credential 2.0: its @context does not begin with " + CONTEXT);
        }
        if (!items(document, "type").contains(new Json.Text("VerifiableCredential"))) {
            throw new ProtocolException("not a Verifiable Credential: it has not that type");
        }
        Json.Obj subject = subject(document);
        Optional<Instant> from = moment(document, "validFrom");
        Optional<Instant> until = moment(document, "validUntil");
        if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
            throw new ProtocolException("an attestation that ends before it begins");
        }
        return new Attestation(secured, issuer(document), did(subject), says(subject), from, until);
    }

    private static Did issuer(Json.Obj document) throws ProtocolException {
        Optional<String> named = document.get("issuer").orElse(new Json.Null()) instanceof Json.Obj whole
                ? whole.text("id")
                : document.text("issuer");
        return Did.parse(named.orElseThrow(() -> new ProtocolException("an attestation without an issuer")));
    }

    private static Json.Obj subject(Json.Obj document) throws ProtocolException {
        List<Json> subjects = items(document, "credentialSubject");
        if (subjects.size() == 1 && subjects.getFirst() instanceof Json.Obj one) {
            return one;
        }
        throw new ProtocolException("an attestation about other than one subject");
    }

    private static Optional<Did> did(Json.Obj subject) {
        try {
            Optional<String> id = subject.text("id");
            return id.isPresent() ? Optional.of(Did.parse(id.get())) : Optional.empty();
        } catch (ProtocolException other) {
            return Optional.empty(); // a subject with a name of another kind
        }
    }

    private static String says(Json.Obj subject) {
        return subject.text("says").orElseGet(() -> Jcs.text(subject.without("id")));
    }

    private static Optional<Instant> moment(Json.Obj document, String name) throws ProtocolException {
        if (document.get(name).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(SecuredDocument.instant(
                document.text(name).orElseThrow(() -> new ProtocolException(name + " is not a time"))));
    }

    private static List<Json> items(Json.Obj document, String name) {
        return document.get(name)
                .map(value -> value instanceof Json.Arr several ? several.items() : List.of(value))
                .orElse(List.of());
    }
}
