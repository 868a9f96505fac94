package community.kith.community.grant;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.bytes.Multibase;
import community.kith.base.crypto.Envelope;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Keys;
import community.kith.community.identity.Malformed;
import community.kith.community.identity.Moments;
import community.kith.community.identity.Signature;
import community.kith.community.identity.Verdict;
import community.kith.community.right.Term;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// An owner's signed word that somebody may read something for a time, with its link sealed to them: nobody else can
/// open it, whoever carries it.
///
/// Reading one only checks its form; ask [#verify] before believing it. Format: `docs/spec/grant.md`.
///
/// @param by whose it is to give, and the device that signs
/// @param to the passport that may read
/// @param what the manifest of what they may read
/// @param box the link, in an envelope for the key of `to`
public record Grant(Delegation by, Did to, Cid what, Term term, Ipld.Bin box, Signature signature) {
    /// What [#bytes] never exceeds.
    public static final int MAX_BYTES = 1024;

    public static final int MAX_TEXT = 2 * MAX_BYTES;
    private static final int MAX_BOX = 512;
    private static final String DOMAIN = "grant/1";
    private static final String PREFIX = "kith-grant:";
    private static final byte[] PURPOSE = "kith:grant/1".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;

    public Grant {
        if (to.equals(by.passport())) {
            throw new IllegalArgumentException("an owner needs no grant");
        }
    }

    /// @param random unpredictable to others
    public static Grant give(Delegation by, SigningKey device, Scope scope, String link, RandomGenerator random) {
        byte[] box = Envelope.close(scope.to().key(), PURPOSE, link.getBytes(StandardCharsets.US_ASCII), random);
        if (box.length > MAX_BOX) {
            throw new IllegalArgumentException("a link of " + link.length() + " characters is too long for a grant");
        }
        Ipld.Bin sealing = new Ipld.Bin(box);
        Ipld statement =
                statement(by, scope.to(), scope.what(), scope.term(), sealing).build();
        return new Grant(
                by, scope.to(), scope.what(), scope.term(), sealing, Signature.sign(device, DOMAIN, statement));
    }

    /// Who may read what, from when until when.
    public record Scope(Did to, Cid what, Term term) {}

    /// Whether the owner's device signed exactly this, its passport vouches for it, and it counts now. Whether it was
    /// revoked, this does not know.
    public Verdict verify(Instant now) {
        return by.verify(now)
                .and(() -> Moments.notAfter(term.issued(), "the delegation", by.issued()))
                .and(() -> Verdict.when(
                        signature.isBy(
                                by.deviceKey(),
                                DOMAIN,
                                statement(by, to, what, term, box).build()),
                        () -> "no device of " + owner() + " signed this grant"))
                .and(() -> term.at(now));
    }

    /// The link; empty when the box is for another key.
    public Optional<String> open(SigningKey passport) {
        return Envelope.open(passport, PURPOSE, box.bytes()).map(link -> new String(link, StandardCharsets.US_ASCII));
    }

    public Did owner() {
        return by.passport();
    }

    /// Names what was signed, whatever the signature's bytes are.
    public Cid id() {
        return Cid.dagCbor(DagCbor.encode(statement(by, to, what, term, box).build()));
    }

    public byte[] bytes() {
        return DagCbor.encode(
                statement(by, to, what, term, box).put("sig", signature.bytes()).build());
    }

    /// For those who carry it by hand.
    public String text() {
        return PREFIX + Multibase.base32(bytes());
    }

    public static Grant parse(String text) throws ProtocolException {
        String plain = text.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
        if (text.length() > MAX_TEXT || !plain.startsWith(PREFIX)) {
            throw new ProtocolException("not a grant: it begins with " + PREFIX);
        }
        return parse(Multibase.fromBase32(plain.substring(PREFIX.length())));
    }

    public static Grant parse(byte[] bytes) throws ProtocolException {
        if (bytes.length > MAX_BYTES) {
            throw new ProtocolException("a grant of " + bytes.length + " bytes, more than " + MAX_BYTES);
        }
        FieldReader fields = new FieldReader(DagCbor.decode(bytes), "grant");
        fields.integer("v", VERSION, VERSION);
        try {
            Grant grant = new Grant(
                    Delegation.read(fields.any("by")),
                    Keys.did(fields, "to"),
                    fields.link("what"),
                    new Term(moment(fields, "at"), moment(fields, "until")),
                    new Ipld.Bin(fields.bytes("box", MAX_BOX)),
                    Signature.of(fields.bytesOf("sig", Signature.BYTES)));
            if (!fields.text("may", 16).equals("read")) {
                throw new ProtocolException("grant: this Kith knows grants to read only");
            }
            fields.end();
            return grant;
        } catch (IllegalArgumentException e) {
            throw Malformed.because("grant", e);
        }
    }

    private static Instant moment(FieldReader fields, String field) throws ProtocolException {
        return Instant.ofEpochSecond(fields.integer(field, 0, Moments.MAX_SECONDS));
    }

    private static FieldsBuilder statement(Delegation by, Did to, Cid what, Term term, Ipld.Bin box) {
        return Ipld.fields()
                .put("v", VERSION)
                .put("by", by.toIpld())
                .put("to", Keys.of(to))
                .put("may", "read")
                .put("what", what)
                .put("at", term.issued().getEpochSecond())
                .put("until", term.expires().getEpochSecond())
                .put("box", box);
    }
}
