package community.kith.community.attestation;

import community.kith.base.bytes.Multibase;
import community.kith.base.crypto.Sha256;
import community.kith.base.crypto.SigningKey;
import community.kith.base.json.Jcs;
import community.kith.base.json.Json;
import community.kith.base.name.Did;
import community.kith.community.identity.Moments;
import community.kith.community.identity.Signature;
import community.kith.community.identity.Verdict;
import java.net.ProtocolException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// A JSON document with a Data Integrity proof `eddsa-jcs-2022` by a `did:key`.
///
/// Reading one only checks its form; ask [#verify] before believing it.
/// Source: W3C Data Integrity EdDSA Cryptosuites v1.0, section 3.3; Verifiable Credential Data Integrity 1.0.
///
/// @param document without its proof
/// @param options the proof without its value
/// @param by whose key the proof names
public record SecuredDocument(Json.Obj document, Json.Obj options, Did by, Signature signature) {
    private static final String SUITE = "eddsa-jcs-2022";
    private static final String TYPE = "DataIntegrityProof";
    private static final String PURPOSE = "assertionMethod";

    /// Signs with a person's key.
    public static SecuredDocument sign(Json.Obj document, SigningKey key, Instant created) {
        Did by = Did.of(key.verifyingKey());
        Json.Obj options = Json.Obj.empty()
                .with("type", TYPE)
                .with("cryptosuite", SUITE)
                .with("created", Moments.seconds(created).toString())
                .with("verificationMethod", method(by))
                .with("proofPurpose", PURPOSE);
        Optional<Json> context = document.get("@context");
        if (context.isPresent()) {
            options = options.with("@context", context.get());
        }
        return new SecuredDocument(document, options, by, Signature.of(key.sign(hash(options, document))));
    }

    /// The document with its proof.
    public Json.Obj json() {
        String value = Multibase.encode(Multibase.Base.BASE58_BTC, signature.bytes());
        return document.with("proof", options.with("proofValue", value));
    }

    /// Whether the key that the proof names signed exactly this, for this purpose, and the proof counts now.
    public Verdict verify(Instant now) {
        return Verdict.when(
                        by.key().verify(hash(options, document), signature.bytes()),
                        () -> by + " did not sign this, or it was changed")
                .and(() -> moment("created")
                        .map(at -> Moments.notAfter(now, "the proof", at))
                        .orElse(Verdict.allowed()))
                .and(() -> Verdict.when(
                        moment("expires").map(now::isBefore).orElse(true),
                        () -> "the proof ended at " + options.text("expires").orElse("")));
    }

    public static SecuredDocument read(Json.Obj secured) throws ProtocolException {
        Json.Obj proof = proof(secured);
        expect(proof, "type", TYPE);
        expect(proof, "cryptosuite", SUITE);
        expect(proof, "proofPurpose", PURPOSE);
        String method = text(proof, "verificationMethod");
        int hash = method.indexOf('#');
        Did by = Did.parse(hash < 0 ? method : method.substring(0, hash));
        if (!method.equals(method(by))) {
            throw new ProtocolException("a proof by a verification method that its did:key does not have");
        }
        byte[] signature = Multibase.decode(text(proof, "proofValue"));
        if (signature.length != Signature.BYTES || !text(proof, "proofValue").startsWith("z")) {
            throw new ProtocolException("a proof value that is not 64 bytes in base58");
        }
        requireMoment(proof, "created");
        requireMoment(proof, "expires");
        Json.Obj document = secured.without("proof");
        Json.Obj options = proof.without("proofValue");
        return new SecuredDocument(underContextOf(options, document), options, by, Signature.of(signature));
    }

    private static Json.Obj proof(Json.Obj secured) throws ProtocolException {
        Optional<Json> proof = secured.get("proof");
        if (proof.isPresent() && proof.get() instanceof Json.Obj one) {
            return one;
        }
        if (proof.isPresent()
                && proof.get() instanceof Json.Arr several
                && several.items().size() == 1
                && several.items().getFirst() instanceof Json.Obj one) {
            return one;
        }
        throw new ProtocolException(
                proof.isEmpty() ? "a document without a proof" : "a document with other than one proof");
    }

    /// A proof with a context of its own covers the document under exactly that one, with which the document's must
    /// begin.
    private static Json.Obj underContextOf(Json.Obj options, Json.Obj document) throws ProtocolException {
        Optional<Json> own = options.get("@context");
        if (own.isEmpty()) {
            return document;
        }
        List<Json> wanted = items(own.get());
        List<Json> has = document.get("@context").map(SecuredDocument::items).orElse(List.of());
        if (has.size() < wanted.size() || !has.subList(0, wanted.size()).equals(wanted)) {
            throw new ProtocolException("a proof under another @context than the document's");
        }
        return document.with("@context", own.get());
    }

    private static List<Json> items(Json context) {
        return context instanceof Json.Arr several ? several.items() : List.of(context);
    }

    /// The hash of the options before that of the document.
    static byte[] hash(Json.Obj options, Json.Obj document) {
        byte[] first = Sha256.of(Jcs.bytes(options));
        byte[] second = Sha256.of(Jcs.bytes(document));
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static String method(Did did) {
        String text = did.toString();
        return text + "#" + text.substring(text.lastIndexOf(':') + 1);
    }

    private Optional<Instant> moment(String name) {
        return options.text(name).map(text -> OffsetDateTime.parse(text).toInstant());
    }

    private static void requireMoment(Json.Obj proof, String name) throws ProtocolException {
        if (proof.get(name).isPresent()) {
            instant(text(proof, name));
        }
    }

    /// An `xsd:dateTimeStamp`: with seconds and an offset.
    static Instant instant(String text) throws ProtocolException {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw (ProtocolException) new ProtocolException("a time that is none").initCause(e);
        }
    }

    private static void expect(Json.Obj proof, String name, String value) throws ProtocolException {
        if (!text(proof, name).equals(value)) {
            throw new ProtocolException("a proof whose " + name + " is not " + value);
        }
    }

    private static String text(Json.Obj proof, String name) throws ProtocolException {
        return proof.text(name).orElseThrow(() -> new ProtocolException("a proof without " + name));
    }
}
